import { pathToFileURL } from 'node:url';
import { findPlugin } from './find-plugin.js';
import type { PluginPlaces } from './find-plugin-packages.js';
import { PluginError } from './plugin-error.js';
import type { PluginPart } from './plugin-manifest.js';
import { entryOf, memberOf, type PluginPackage } from './plugin-package.js';

/** Tells whether the default export of an entry is what its program takes for a plugin. */
export type PluginGuard<Plugin> = (value: unknown) => value is Plugin;

/**
 * Loads one part of the plugin that a configuration names, by the name of a package, of a file in one of the folders,
 * or by an alias.
 * Throws PluginError when it cannot be found, its code fails to load, or its default export is something else.
 */
export async function loadPlugin<Plugin>(
  name: string,
  part: PluginPart,
  places: PluginPlaces,
  isPlugin: PluginGuard<Plugin>,
): Promise<Plugin> {
  return importPlugin(name, part, findPlugin(name, part, places), isPlugin);
}

/**
 * Loads one part of a package that has been found.
 * Throws PluginError as {@link loadPlugin}
 */
export async function loadPluginPackage<Plugin>(
  found: PluginPackage,
  part: PluginPart,
  isPlugin: PluginGuard<Plugin>,
): Promise<Plugin> {
  const file = entryOf(found, part);
  if (file === undefined) {
    const reason = `the package has no entry ./${part}`;
    throw new PluginError({ plugin: found.name, file: found.directory, reason });
  }
  return importPlugin(found.name, part, file, isPlugin);
}

async function importPlugin<Plugin>(
  plugin: string,
  part: PluginPart,
  file: string,
  isPlugin: PluginGuard<Plugin>,
): Promise<Plugin> {
  let found: unknown;
  try {
    found = memberOf(await import(pathToFileURL(file).href), 'default');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PluginError({ plugin, file, reason }, { cause });
  }
  if (!isPlugin(found)) {
    throw new PluginError({ plugin, file, reason: `its default export is no ${part} plugin` });
  }
  return found;
}
