import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../packages/run.mjs';
import { root, workspacePackages } from '../packages/workspace.mjs';

/** A clone of what is committed, with the dependencies and builds that are here, in which a release can be made. */
export class ThrowAwayClone {
  constructor(path) {
    this.path = path;
  }

  static async make(path) {
    const clone = new ThrowAwayClone(path);
    const { code, stderr } = await run('git', ['clone', '--quiet', '--no-hardlinks', root, path]);
    if (code !== 0) throw new Error(`git clone fails:\n${stderr}`);
    // nx derives links from it; nothing is pushed or fetched.
    await clone.git('remote', 'set-url', 'origin', 'https://github.com/kojikit/kojikit.git');
    await clone.git('config', 'user.name', 'release');
    await clone.git('config', 'user.email', 'release@example.com');
    // What waits for the next release is not what is tried here.
    rmSync(join(path, '.nx', 'version-plans'), { recursive: true, force: true });
    await clone.git('add', '--all');
    await clone.git('commit', '--quiet', '--allow-empty', '--message', 'No version plans');
    symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
    for (const { folder } of workspacePackages()) {
      cpSync(join(root, 'packages', folder, 'dist'), join(path, 'packages', folder, 'dist'), {
        recursive: true,
      });
    }
    return clone;
  }

  packageFolder(name) {
    return join(this.path, 'packages', name.slice('@kojikit/'.length));
  }

  try(program, ...args) {
    const env = { ...process.env, NX_DAEMON: 'false', NX_SKIP_NX_CACHE: 'true' };
    return run(program, args, { cwd: this.path, env });
  }

  async git(...args) {
    const { code, stdout, stderr } = await this.try('git', ...args);
    if (code !== 0) throw new Error(`git ${args.join(' ')} fails:\n${stderr}`);
    return stdout.trim();
  }

  async commit(message) {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message', message);
  }

  /** A change of a package's sources, such as a release is made for. */
  touch(name) {
    writeFileSync(
      join(this.packageFolder(name), 'src', 'touched.ts'),
      '/** Nothing. */\nexport const touched = 1;\n',
    );
  }

  plan(file, bumps, text) {
    const folder = join(this.path, '.nx', 'version-plans');
    mkdirSync(folder, { recursive: true });
    const lines = Object.entries(bumps).map(([name, bump]) => `'${name}': ${bump}`);
    writeFileSync(join(folder, `${file}.md`), `---\n${lines.join('\n')}\n---\n\n${text}\n`);
  }

  versions() {
    const names = workspacePackages().map(({ manifest }) => manifest.name);
    return Object.fromEntries(names.map((name) => [name, this.manifest(name).version]));
  }

  manifest(name) {
    return JSON.parse(readFileSync(join(this.packageFolder(name), 'package.json'), 'utf8'));
  }

  /** Gives a package another version, past the plans. */
  setVersion(name, version) {
    const file = join(this.packageFolder(name), 'package.json');
    writeFileSync(file, `${JSON.stringify({ ...this.manifest(name), version }, undefined, 2)}\n`);
  }
}
