import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPluginPackage, type PluginPackage } from './plugin-package.js';

/** Where a program looks for plugins. */
export interface PluginPlaces {
  /** Folders that somebody has named as holding plugins: packages, or files. They win over what is installed. */
  readonly folders: readonly string[];
  /** Folders from which upwards every `node_modules` is looked into: the program's own, the working folder. */
  readonly starts: readonly string[];
}

/** A package that looks like a plugin but whose `package.json` cannot be used. */
export interface BrokenPackage {
  readonly directory: string;
  readonly reason: string;
}

/**
 * Finds the packages of plugins: all that lie in the named folders, and of those installed the ones whose name says so,
 * `@kojikit/plugin-…`, `kojikit-plugin-…` or `@scope/kojikit-plugin-…`. Only their `package.json` is read. Of two
 * packages of one name the first is meant, as with `import`.
 */
export function findPluginPackages({ folders, starts }: PluginPlaces): {
  packages: PluginPackage[];
  broken: BrokenPackage[];
} {
  const packages = new Map<string, PluginPackage>();
  const broken = new Map<string, string>();
  const directories = [
    ...folders.flatMap((folder) => [folder, ...namesIn(folder).map((name) => join(folder, name))]),
    ...moduleFolders(starts).flatMap((modules) =>
      namesIn(modules)
        .filter((name) => PLUGIN_PACKAGE.test(name))
        .map((name) => join(modules, name)),
    ),
  ];
  for (const directory of new Set(directories)) {
    try {
      const found = readPluginPackage(directory);
      if (found && !packages.has(found.name)) packages.set(found.name, found);
    } catch (error) {
      broken.set(directory, error instanceof Error ? error.message : String(error));
    }
  }
  return {
    packages: [...packages.values()],
    broken: [...broken].map(([directory, reason]) => ({ directory, reason })),
  };
}

/** The folders in which `import` would look for a package from each of the starts, the nearest first. */
export function moduleFolders(starts: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const start of starts) {
    for (let directory = start; ; directory = dirname(directory)) {
      folders.add(join(directory, 'node_modules'));
      if (dirname(directory) === directory) break;
    }
  }
  return [...folders];
}

const PLUGIN_PACKAGE = /^(@kojikit\/plugin-|(@[^/]+\/)?kojikit-plugin-)/;

/** What may be a package in a folder, by the package's name. */
function namesIn(folder: string): string[] {
  return entries(folder).flatMap((name) =>
    name.startsWith('@') ? entries(join(folder, name)).map((inner) => `${name}/${inner}`) : [name],
  );
}

function entries(directory: string): string[] {
  // Asked first, since most are missing: an error costs more than the answer.
  if (!existsSync(directory)) return [];
  try {
    return readdirSync(directory).sort();
  } catch {
    // A folder that is missing or unreadable holds no plugins, as with Koji.
    return [];
  }
}
