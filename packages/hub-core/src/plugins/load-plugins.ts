import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, parse } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { echoPlugin } from './echo-plugin.js';
import type { HubPlugin } from './define-hub-plugin.js';

/** Says which plugin could not be loaded, from which file, and why. A hub does not serve without a plugin it was told to have. */
export class PluginError extends Error {
  constructor(
    readonly plugin: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`plugin '${plugin}': ${message}`, options);
    this.name = 'PluginError';
  }
}

/** Where plugins may come from, besides the packages installed beside the hub. */
export interface PluginSources {
  /** Plugins given as values; they win over installed packages of the same name. */
  readonly values?: readonly HubPlugin[];
  /** Folders to look into: each entry is a module file or a package folder named like the plugin. */
  readonly path?: readonly string[];
}

const BUILT_IN: readonly HubPlugin[] = [echoPlugin];

/**
 * Loads plugins by the names that hub.conf uses: a plugin's own name, one of its aliases (Koji's names), or a package.
 * Throws PluginError for a plugin that cannot be found or fails to load.
 */
export async function loadPlugins(
  names: readonly string[],
  sources: PluginSources = {},
): Promise<HubPlugin[]> {
  const { plugins, failures } = await loadEachPlugin(names, sources);
  if (failures[0] !== undefined) throw failures[0];
  return plugins;
}

/** {@link loadPlugins}, but goes on after a plugin that cannot be had; what is wrong with each is listed. */
export async function loadEachPlugin(
  names: readonly string[],
  sources: PluginSources = {},
): Promise<{ plugins: HubPlugin[]; failures: PluginError[] }> {
  const plugins: HubPlugin[] = [];
  const failures: PluginError[] = [];
  for (const name of new Set(names)) {
    try {
      plugins.push(await loadPlugin(name, sources));
    } catch (error) {
      if (!(error instanceof PluginError)) throw error;
      failures.push(error);
    }
  }
  return { plugins, failures };
}

/** Whether a package of this name, with an entry for hubs, is installed beside the hub or in the working folder. */
export function isInstalled(packageName: string): boolean {
  return resolveEntry(packageName) !== undefined;
}

async function loadPlugin(name: string, sources: PluginSources): Promise<HubPlugin> {
  const given = [...(sources.values ?? []), ...BUILT_IN].find((plugin) => answersTo(plugin, name));
  if (given) return given;
  const file = findFile(name, sources.path ?? []);
  if (file === undefined) {
    throw new PluginError(
      name,
      'is not installed: no package of that name, no package that has it as an alias',
    );
  }
  let loaded: { default?: unknown };
  try {
    loaded = (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PluginError(name, `${file} failed to load: ${reason}`, { cause });
  }
  if (!isPlugin(loaded.default)) {
    throw new PluginError(name, `${file} has no hub plugin as its default export (see defineHubPlugin)`);
  }
  return loaded.default;
}

function answersTo(plugin: HubPlugin, name: string): boolean {
  return plugin.name === name || (plugin.aliases?.includes(name) ?? false);
}

function isPlugin(value: unknown): value is HubPlugin {
  return typeof value === 'object' && value !== null && typeof (value as HubPlugin).name === 'string';
}

function findFile(name: string, path: readonly string[]): string | undefined {
  for (const folder of path) {
    for (const candidate of [`${name}.js`, `${name}.mjs`, join(name, 'hub.js'), join(name, 'index.js')]) {
      if (isAbsolute(folder) && existsSync(join(folder, candidate))) return join(folder, candidate);
    }
  }
  return resolveEntry(name) ?? resolveEntry(packageWithAlias(name));
}

function resolveEntry(packageName: string | undefined): string | undefined {
  if (packageName === undefined || !/^(@[\w.-]+\/)?[\w.-]+$/.test(packageName)) return undefined;
  try {
    return fileURLToPath(import.meta.resolve(`${packageName}/hub`));
  } catch {
    return fromWorkingFolder(packageName);
  }
}

/* A hub that is installed globally still finds the plugins of the folder it is started in. */
function fromWorkingFolder(packageName: string): string | undefined {
  try {
    return createRequire(join(process.cwd(), 'package.json')).resolve(`${packageName}/hub`);
  } catch {
    return undefined;
  }
}

/** A package says in its package.json how the hub may call it: `"kojikit": { "hub": ["runroot", "runroot_hub"] }`. */
function packageWithAlias(name: string): string | undefined {
  for (const folder of moduleFolders()) {
    for (const packageName of packagesIn(folder)) {
      const aliases = manifest(join(folder, packageName))?.kojikit?.hub;
      if (Array.isArray(aliases) && aliases.includes(name)) return packageName;
    }
  }
  return undefined;
}

function moduleFolders(): string[] {
  const starts = [dirname(fileURLToPath(import.meta.url)), process.cwd()];
  const folders = starts.flatMap((start) => {
    const found: string[] = [];
    for (let folder = start; folder !== parse(folder).root; folder = dirname(folder)) {
      found.push(join(folder, 'node_modules'));
    }
    return found;
  });
  return [...new Set(folders)].filter((folder) => existsSync(folder));
}

function packagesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((entry) => {
    if (entry.startsWith('@')) {
      return readdirSync(join(folder, entry))
        .filter((inner) => inner.includes('plugin'))
        .map((inner) => `${entry}/${inner}`);
    }
    return entry.includes('kojikit') ? [entry] : [];
  });
}

function manifest(folder: string): { kojikit?: { hub?: unknown } } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { kojikit?: { hub?: unknown } };
  } catch {
    return undefined;
  }
}
