import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CATEGORIES } from '../commands/categories.js';
import { expandHome } from '../config/expand-home.js';
import type { CommandManifest } from './cli-plugin.js';

/** A plugin package that was found, with the commands its manifest promises. */
export interface FoundPlugin {
  readonly packageName: string;
  readonly directory: string;
  readonly commands: readonly CommandManifest[];
}

/** A package that looks like a plugin but whose manifest cannot be used. */
export interface BrokenPlugin {
  readonly directory: string;
  readonly reason: string;
}

/**
 * Finds plugins among the installed packages: in every `node_modules` folder beside and above `start`, packages
 * named `@kojikit/plugin-…`, `kojikit-plugin-…` or `@scope/kojikit-plugin-…`; and in the folders of `paths`
 * (`plugin_paths`) all packages. Only their `package.json` is read.
 */
export function findPlugins(
  start: string,
  paths: string | undefined,
): { plugins: FoundPlugin[]; broken: BrokenPlugin[] } {
  const plugins = new Map<string, FoundPlugin>();
  const broken: BrokenPlugin[] = [];
  // Folders named by the user win over installed packages of the same name, the first of them over the others.
  for (const directory of [...namedPackages(paths), ...installedPackages(start)]) {
    try {
      const plugin = readPlugin(directory);
      if (plugin && !plugins.has(plugin.packageName)) plugins.set(plugin.packageName, plugin);
    } catch (error) {
      broken.push({ directory, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { plugins: [...plugins.values()], broken };
}

function* installedPackages(start: string): Generator<string> {
  for (let directory = start; ; directory = dirname(directory)) {
    const modules = join(directory, 'node_modules');
    for (const name of entries(modules)) {
      if (name.startsWith('kojikit-plugin-')) yield join(modules, name);
      if (!name.startsWith('@')) continue;
      const pattern = name === '@kojikit' ? /^(kojikit-)?plugin-/ : /^kojikit-plugin-/;
      for (const inner of entries(join(modules, name))) {
        if (pattern.test(inner)) yield join(modules, name, inner);
      }
    }
    if (dirname(directory) === directory) return;
  }
}

function* namedPackages(paths: string | undefined): Generator<string> {
  for (const path of (paths ?? '').split(':').filter((part) => part !== '')) {
    const folder = expandHome(path);
    if (existsSync(join(folder, 'package.json'))) yield folder;
    for (const name of entries(folder)) {
      const inner = name.startsWith('@') ? entries(join(folder, name)).map((sub) => join(name, sub)) : [name];
      for (const sub of inner) if (existsSync(join(folder, sub, 'package.json'))) yield join(folder, sub);
    }
  }
}

function entries(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    // A folder that is missing or unreadable holds no plugins, as with Koji.
    return [];
  }
}

function readPlugin(directory: string): FoundPlugin | undefined {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return undefined;
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
    name?: unknown;
    kojikit?: { cli?: { commands?: unknown } };
  };
  const commands = manifest.kojikit?.cli?.commands;
  if (commands === undefined) return undefined;
  if (typeof manifest.name !== 'string') throw new Error('the package has no name');
  if (!Array.isArray(commands)) throw new Error('kojikit.cli.commands is no list');
  return {
    packageName: manifest.name,
    directory: realpathSync(directory),
    commands: commands.map(checkCommand),
  };
}

function checkCommand(value: unknown): CommandManifest {
  const entry = value as Partial<CommandManifest> | null;
  if (typeof entry?.name !== 'string' || !/^[a-z0-9][a-z0-9-]*$/.test(entry.name)) {
    throw new Error(`kojikit.cli.commands: not a command name: ${JSON.stringify(entry?.name)}`);
  }
  if (entry.category !== undefined && !Object.hasOwn(CATEGORIES, entry.category)) {
    throw new Error(`kojikit.cli.commands: ${entry.name} has an unknown category: ${entry.category}`);
  }
  return entry as CommandManifest;
}
