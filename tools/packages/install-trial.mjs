import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';
import { run } from './run.mjs';

const addon = join('node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');

/**
 * Installs tarballs of ours in an empty folder, with third-party dependencies from the registry and nothing else to
 * fall back on. Install scripts are left out and the database addon, which takes a minute to compile, is copied from
 * this repository's own install: what is tried here is the dependency list, not the compiler.
 */
export async function installTrial(folder, names, packed) {
  mkdirSync(folder, { recursive: true });
  const fileOf = (name) => `file:${packed.get(name).tarball}`;
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'trial',
      private: true,
      type: 'module',
      dependencies: Object.fromEntries(names.map((name) => [name, fileOf(name)])),
      devDependencies: { '@types/node': '^20.19.0' },
      overrides: Object.fromEntries(
        [...packed.keys()].filter((name) => !names.includes(name)).map((name) => [name, fileOf(name)]),
      ),
    }),
  );
  const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'];
  const { code, stderr } = await run('npm', ['install', ...options], { cwd: folder });
  if (code !== 0) return [`npm install failed:\n${stderr}`];
  // Whoever installs it has our `engines`, and none of this repository's overrides.
  if (stderr.includes('EBADENGINE')) return [`npm install warns of a dependency's engine:\n${stderr}`];
  if (existsSync(join(folder, 'node_modules', 'better-sqlite3')))
    cpSync(join(root, addon), join(folder, addon));
  return [];
}
