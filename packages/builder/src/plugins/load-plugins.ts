import { resolve } from 'node:path';
import { packageVersion } from '@kojikit/command-line';
import { loadPlugin, PluginError } from '@kojikit/command-line/plugins';
import { ConfigError, type ConfigProblem } from '@kojikit/protocol';
import type { TaskDefinition } from '../tasks/task-definition.js';
import type { BuilderPlugin } from './builder-plugin.js';
import { readPluginConfig } from './read-plugin-config.js';

/** Where plugins and their configuration are looked for. */
export interface PluginPlaces {
  /** Folder of `NAME.conf` files; `undefined` when there is no configuration folder. */
  readonly configFolder?: string;
  /** Folders where plugins are looked for before the installed packages, separated by colons. */
  readonly pluginPath: string;
}

/** A task kind together with the configuration of the plugin that brought it. */
export interface ConfiguredTask {
  readonly definition: TaskDefinition<unknown, unknown>;
  readonly config: unknown;
  /** Name of the plugin. */
  readonly plugin: string;
}

/**
 * Loads plugins by package names or aliases, such as Koji's names, and reads their configuration. Every plugin that cannot be loaded is
 * named in one error, with its file and the cause, and every mistake in their configuration: a builder that silently
 * lacks a task kind would only be found out by its users.
 */
export async function loadPlugins(names: readonly string[], places: PluginPlaces): Promise<ConfiguredTask[]> {
  const { tasks, problems } = await collectPlugins(names, places);
  if (problems.length > 0) throw new ConfigError(problems);
  return tasks;
}

/** The same, but mistakes are listed rather than thrown: those of other files can be told with them. */
export async function collectPlugins(
  names: readonly string[],
  places: PluginPlaces,
): Promise<{ tasks: ConfiguredTask[]; problems: ConfigProblem[]; warnings: ConfigProblem[] }> {
  const problems: ConfigProblem[] = [];
  const warnings: ConfigProblem[] = [];
  const tasks: ConfiguredTask[] = [];
  for (const name of new Set(names)) {
    try {
      const configured = configure(await loadNamed(name, places), places.configFolder);
      tasks.push(...configured.tasks);
      warnings.push(...configured.warnings);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { tasks, problems, warnings };
}

/** Reads a plugin's configuration and gives its tasks. Throws ConfigError with every mistake. */
export function configurePlugin(plugin: BuilderPlugin<unknown>, configFolder?: string): ConfiguredTask[] {
  return configure(plugin, configFolder).tasks;
}

function configure(plugin: BuilderPlugin<unknown>, configFolder: string | undefined) {
  const { config, warnings } = readPluginConfig(plugin, configFolder);
  const tasks = plugin.tasks.map((definition) => ({ definition, config, plugin: plugin.name }));
  return { tasks, warnings };
}

const PACKAGE = '@kojikit/builder';

async function loadNamed(name: string, { pluginPath }: PluginPlaces): Promise<BuilderPlugin<unknown>> {
  const folders = pluginPath
    .split(':')
    .filter((folder) => folder !== '')
    .map((folder) => resolve(folder));
  // What is installed beside the folder of plugins is found, too.
  const host = { name: PACKAGE, version: packageVersion(PACKAGE, import.meta.url) };
  const starts = [import.meta.dirname, process.cwd(), ...folders];
  try {
    return await loadPlugin(name, 'builder', { folders, starts }, host, isPlugin);
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    const { file, reason } = error;
    const place = file === undefined ? `plugin ${name}` : `plugin ${name} (${file})`;
    throw new ConfigError([{ file: place, message: reason }]);
  }
}

function isPlugin(value: unknown): value is BuilderPlugin<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as BuilderPlugin).name === 'string' &&
    Array.isArray((value as BuilderPlugin).tasks)
  );
}
