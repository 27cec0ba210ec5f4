import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../packages/run.mjs';
import { root } from '../packages/workspace.mjs';
import { environmentWith } from './local-registry.mjs';

const PATIENCE_MS = 300_000;
const ADDON = join('node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');

/** A folder outside of the repository in which somebody uses npm and what it installs. */
export class TrialFolder {
  running = [];

  constructor(path, registry) {
    this.path = path;
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, '.npmrc'), registry.settings);
    this.environment = {
      ...environmentWith(join(path, '.npmrc')),
      PATH: [join(path, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
      HOME: path,
    };
  }

  /** Runs a program here; answers exit code and output, whatever they are. */
  try(program, ...args) {
    return run(program, args, { cwd: this.path, env: this.environment });
  }

  /** Runs a program here that has to succeed; answers what it printed. Throws Error with all that it wrote. */
  async run(program, ...args) {
    const { code, stdout, stderr } = await this.try(program, ...args);
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} ends with ${code}:\n${stdout}${stderr}`);
    return stdout;
  }

  /** `npm install`, with the addon of the database from this repository's own install: compiling it takes a minute. */
  async install(...wanted) {
    await this.run('npm', 'install', ...wanted);
    if (existsSync(join(this.path, 'node_modules', 'better-sqlite3')))
      cpSync(join(root, ADDON), join(this.path, ADDON));
  }

  /** The own packages that are installed here, also those inside of others: path to version. */
  versions() {
    const { packages } = JSON.parse(readFileSync(join(this.path, 'package-lock.json'), 'utf8'));
    const ours = Object.entries(packages).filter(([path]) => path.includes('node_modules/@kojikit/'));
    return Object.fromEntries(
      ours.map(([path, { version }]) => [path.replace('node_modules/', ''), version]),
    );
  }

  /** Starts a program that stays, and waits until it prints `up`. */
  start(up, program, ...args) {
    return new Promise((resolve, reject) => {
      const options = { cwd: this.path, env: this.environment, stdio: ['ignore', 'pipe', 'pipe'] };
      const child = spawn(program, args, options);
      const ended = new Promise((over) => child.once('close', over));
      let printed = '';
      const fail = (what) => reject(new Error(`${program} ${args.join(' ')} ${what}:\n${printed}`));
      const late = setTimeout(() => fail('does not come up'), PATIENCE_MS);
      this.running.push(async () => {
        clearTimeout(late);
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
        await ended;
      });
      const hear = (data) => {
        printed += data;
        const match = up.exec(printed);
        if (match === null) return;
        clearTimeout(late);
        resolve(match);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', reject);
      void ended.then((code) => fail(`ends with ${code}`));
    });
  }

  /** Ends what was started here, the last first. */
  async stop() {
    for (const stop of this.running.splice(0).reverse()) await stop();
  }
}
