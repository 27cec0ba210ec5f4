import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findPluginPackages, moduleFolders, type PluginPlaces } from './find-plugin-packages.js';
import { PluginError } from './plugin-error.js';
import { PLUGIN_NAME, type PluginPart } from './plugin-manifest.js';
import { entryOf, readPluginPackage, type PluginPackage } from './plugin-package.js';

/** One part of a plugin, not loaded yet. */
export interface FoundPlugin {
  readonly file: string;
  /** Undefined for a file that lies in a folder by itself. */
  readonly package: PluginPackage | undefined;
}

/**
 * One part of the plugin that a configuration names: a package or a file in one of the folders, an
 * installed package of that name, or the one that has it as an alias for that part.
 * Throws PluginError when there is none, or when the alias could mean two.
 */
export function findPlugin(name: string, part: PluginPart, places: PluginPlaces): FoundPlugin {
  if (PLUGIN_NAME.test(name)) {
    for (const folder of places.folders) {
      const found = entryIn(folder, name, part) ?? fileIn(folder, name, part);
      if (found !== undefined) return found;
    }
    const installed = findInstalled(name, part, places);
    if (installed !== undefined) return installed;
  }
  return findByAlias(name, part, places);
}

/** One part of the installed package of that name; undefined when there is none. */
export function findInstalled(
  name: string,
  part: PluginPart,
  { starts }: PluginPlaces,
): FoundPlugin | undefined {
  for (const modules of moduleFolders(starts)) {
    const found = entryIn(modules, name, part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function entryIn(folder: string, name: string, part: PluginPart): FoundPlugin | undefined {
  const directory = join(folder, name);
  let found: PluginPackage | undefined;
  try {
    found = readPluginPackage(directory);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PluginError({ plugin: name, file: join(directory, 'package.json'), reason }, { cause });
  }
  const file = found && entryOf(found, part);
  return file === undefined ? undefined : { file, package: found };
}

function fileIn(folder: string, name: string, part: PluginPart): FoundPlugin | undefined {
  const file = [`${name}.js`, `${name}.mjs`, join(name, `${part}.js`), join(name, 'index.js')]
    .map((path) => join(folder, path))
    .find((path) => existsSync(path));
  return file === undefined ? undefined : { file, package: undefined };
}

function findByAlias(name: string, part: PluginPart, places: PluginPlaces): FoundPlugin {
  const { packages, broken } = findPluginPackages(places);
  const [found, ...others] = packages.filter(
    ({ manifest }) => part !== 'cli' && manifest[part]?.aliases?.includes(name),
  );
  if (found === undefined) {
    const inFolders =
      places.folders.length === 0 ? '' : `, and no file of it is in ${places.folders.join(' or ')}`;
    const leftOut = broken.map(({ directory, reason }) => `; ${directory} is left out: ${reason}`).join('');
    const reason = `is not installed: no package has that name or alias${inFolders}${leftOut}`;
    throw new PluginError({ plugin: name, reason });
  }
  if (others.length > 0) {
    const names = [found, ...others].map((one) => one.name).join(' and ');
    throw new PluginError({
      plugin: name,
      reason: `${names} have that alias: name the package that is meant`,
    });
  }
  const file = entryOf(found, part);
  if (file === undefined) {
    throw new PluginError({
      plugin: name,
      file: found.directory,
      reason: `the package has no entry ./${part}`,
    });
  }
  return { file, package: found };
}
