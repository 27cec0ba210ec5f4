import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fromSource = process.execArgv.some((argument) => argument.includes('@kojikit/source'));
const program = fileURLToPath(
  new URL(`../../packages/hub-core/${fromSource ? 'src/bin.ts' : 'dist/bin.js'}`, import.meta.url),
);

/** A `koji-hub serve` of its own, in a folder of its own, whose memory can be watched. */
export class ServedHub {
  /** @param options further lines of its hub.conf. */
  static async prepare(databaseUrl, options = '') {
    const folder = mkdtempSync(join(tmpdir(), 'kojikit-bench-'));
    mkdirSync(join(folder, 'work'));
    const config = join(folder, 'hub.conf');
    writeFileSync(
      config,
      `[hub]\nKojiDir = ${folder}\nDBConnectionString = ${databaseUrl ?? `sqlite:${folder}/koji.sqlite`}\nMaxRequestLength = 200000000\n${options}`,
    );
    writeFileSync(join(folder, 'password'), 'pw\n');
    const hub = new ServedHub(folder, config);
    await hub.run('init', '--admin', 'kojiadmin', '--password-file', join(folder, 'password'));
    return hub;
  }

  constructor(folder, config) {
    this.folder = folder;
    this.config = config;
  }

  run(...words) {
    return new Promise((resolve, reject) => {
      const child = this.#spawn(words, ['ignore', 'ignore', 'inherit']);
      child.once('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`${words[0]} ended with ${code}`)),
      );
    });
  }

  async start() {
    this.process = this.#spawn(['serve', '--listen', '127.0.0.1:0'], ['ignore', 'pipe', 'inherit']);
    const said = await new Promise((resolve) =>
      this.process.stdout.once('data', (text) => resolve(String(text))),
    );
    this.url = /http:\S+/.exec(said)[0];
    this.origin = new URL(this.url).origin;
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await ended;
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Resident memory in MB: now, or at its highest. */
  memory(which = 'VmRSS') {
    const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
    return Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)[1]) / 1024;
  }

  /** Seconds of processor time so far. */
  processorSeconds() {
    const [, fields] = readFileSync(`/proc/${this.process.pid}/stat`, 'utf8').split(/\) (?=\S \d)/);
    const [user, system] = fields.split(' ').slice(11, 13).map(Number);
    return (user + system) / 100;
  }

  #spawn(words, stdio) {
    return spawn(process.execPath, [...process.execArgv, program, '--config', this.config, ...words], {
      stdio,
    });
  }
}
