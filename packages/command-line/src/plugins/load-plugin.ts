import { pathToFileURL } from 'node:url';
import { checkHost, type PluginHost } from './check-host.js';
import { findPlugin } from './find-plugin.js';
import type { PluginPlaces } from './find-plugin-packages.js';
import { PluginError } from './plugin-error.js';
import type { PluginPart } from './plugin-manifest.js';
import { entryOf, memberOf, scriptOf, type PluginPackage } from './plugin-package.js';

/** Tells whether the default export of an entry is what its program takes for a plugin. */
export type PluginGuard<Plugin> = (value: unknown) => value is Plugin;

/**
 * Loads one part of the plugin that a configuration names, by the name of a package, of a file in one of the folders,
 * or by an alias.
 * Throws PluginError when it cannot be found, is made for other versions of the host, its code fails to load, or its
 * default export is something else.
 */
export async function loadPlugin<Plugin>(
  name: string,
  part: PluginPart,
  places: PluginPlaces,
  host: PluginHost,
  isPlugin: PluginGuard<Plugin>,
): Promise<Plugin> {
  const found = findPlugin(name, part, places);
  if (found.package !== undefined) await checkHost(found.package, host);
  return loadFile(name, part, found.file, isPlugin);
}

/**
 * Loads one part of a package that has been found.
 * Throws PluginError as {@link loadPlugin}
 */
export async function loadPluginPackage<Plugin>(
  found: PluginPackage,
  part: PluginPart,
  host: PluginHost,
  isPlugin: PluginGuard<Plugin>,
): Promise<Plugin> {
  const script = host.runScript && scriptOf(found, part);
  const file = script ?? entryOf(found, part);
  if (file === undefined) {
    const reason = `the package has no entry ./${part}`;
    throw new PluginError({ plugin: found.name, file: found.directory, reason });
  }
  await checkHost(found, host);
  const load = script === undefined ? importFile : host.runScript;
  return loadFile(found.name, part, file, isPlugin, load);
}

const importFile = (file: string): Promise<unknown> => import(pathToFileURL(file).href);

async function loadFile<Plugin>(
  plugin: string,
  part: PluginPart,
  file: string,
  isPlugin: PluginGuard<Plugin>,
  load: (file: string) => unknown = importFile,
): Promise<Plugin> {
  let found: unknown;
  try {
    found = memberOf(await load(file), 'default');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PluginError({ plugin, file, reason }, { cause });
  }
  if (!isPlugin(found)) {
    throw new PluginError({ plugin, file, reason: `its default export is no ${part} plugin` });
  }
  return found;
}
