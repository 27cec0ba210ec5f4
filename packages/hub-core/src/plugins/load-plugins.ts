import { isAbsolute } from 'node:path';
import { packageVersion } from '@kojikit/command-line';
import {
  findInstalled,
  loadPlugin,
  PluginError,
  type PluginHost,
  type PluginPlaces,
} from '@kojikit/command-line/plugins';
import { echoPlugin } from './echo-plugin.js';
import type { HubPlugin } from './define-hub-plugin.js';

/** Where plugins may come from, besides the packages installed beside the hub or in the working folder. */
export interface PluginSources {
  /** Plugins given as values; they win over packages of the same name. */
  readonly values?: readonly HubPlugin[];
  /** Folders to look into first, for packages and module files. Default: none. Relative ones are passed over. */
  readonly path?: readonly string[];
}

const BUILT_IN: readonly HubPlugin[] = [echoPlugin];

/**
 * Loads plugins by the names that hub.conf uses: a plugin's own name, one of its aliases (Koji's names), or a package.
 * A hub does not serve without a plugin it was told to have: throws PluginError for the first that cannot be found or
 * fails to load.
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
  { values = [], path = [] }: PluginSources = {},
): Promise<{ plugins: HubPlugin[]; failures: PluginError[] }> {
  const plugins: HubPlugin[] = [];
  const failures: PluginError[] = [];
  for (const name of new Set(names)) {
    try {
      const given = [...values, ...BUILT_IN].find((plugin) => answersTo(plugin, name));
      plugins.push(given ?? (await loadPlugin(name, 'hub', places(path), host(), isPlugin)));
    } catch (error) {
      if (!(error instanceof PluginError)) throw error;
      failures.push(error);
    }
  }
  return { plugins, failures };
}

/** Whether a package of this name, with an entry for hubs, is installed beside the hub or in the working folder. */
export function isInstalled(packageName: string): boolean {
  return findInstalled(packageName, 'hub', places()) !== undefined;
}

/* A hub that is installed globally still finds the plugins of the folder it is started in. */
function places(path: readonly string[] = []): PluginPlaces {
  return { folders: path.filter(isAbsolute), starts: [import.meta.dirname, process.cwd()] };
}

function host(): PluginHost {
  const name = '@kojikit/hub-core';
  return { name, version: packageVersion(name, import.meta.url) };
}

function answersTo(plugin: HubPlugin, name: string): boolean {
  return plugin.name === name || (plugin.aliases?.includes(name) ?? false);
}

function isPlugin(value: unknown): value is HubPlugin {
  return typeof value === 'object' && value !== null && typeof (value as HubPlugin).name === 'string';
}
