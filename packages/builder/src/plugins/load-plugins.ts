import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError, type ConfigProblem } from '@kojikit/protocol';
import type { TaskDefinition } from '../tasks/task-definition.js';
import type { BuilderPlugin } from './builder-plugin.js';
import { readPluginConfig } from './read-plugin-config.js';

/** Packages of plugins that go by a name of Koji's. */
const KNOWN_PACKAGES: Readonly<Record<string, string>> = {
  runroot: '@kojikit/plugin-runroot',
  save_failed_tree: '@kojikit/plugin-sft',
};

/** Where plugins and their configuration are looked for. */
export interface PluginPlaces {
  /** Folder of `NAME.conf` files; `undefined` when there is no configuration folder. */
  readonly configFolder?: string;
  /** Folders where plugins are looked for after the installed packages, separated by colons. */
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
 * Loads plugins by Koji's names or package names and reads their configuration. Every plugin that cannot be loaded is
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
      const configured = configure(await loadPlugin(name, places), places.configFolder);
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

async function loadPlugin(name: string, places: PluginPlaces): Promise<BuilderPlugin<unknown>> {
  const file = findPlugin(name, places.pluginPath);
  if (file === undefined) {
    const packageName = KNOWN_PACKAGES[name] ?? name;
    const message = `neither the package ${packageName} nor a file of it in ${places.pluginPath}`;
    throw new ConfigError([{ file: `plugin ${name}`, message }]);
  }
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    if (!isPlugin(module.default)) throw new Error('its default export is no builder plugin');
    return module.default;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError([{ file: `plugin ${name} (${file})`, message }]);
  }
}

function findPlugin(name: string, pluginPath: string): string | undefined {
  const packageName = KNOWN_PACKAGES[name] ?? name;
  const folders = pluginPath.split(':').filter((folder) => folder !== '');
  const starts = [
    import.meta.url,
    pathToFileURL(resolve('kojid')).href,
    ...folders.map((f) => pathToFileURL(join(f, 'kojid')).href),
  ];
  for (const start of starts) {
    try {
      return createRequire(start).resolve(`${packageName}/builder`);
    } catch {
      // Not there; the next place may have it.
    }
  }
  const file = /^[\w-]+$/.test(name)
    ? folders
        .flatMap((folder) => [join(folder, `${name}.js`), join(folder, `${name}.mjs`)])
        .find((path) => existsSync(path))
    : undefined;
  return file;
}

function isPlugin(value: unknown): value is BuilderPlugin<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as BuilderPlugin).name === 'string' &&
    Array.isArray((value as BuilderPlugin).tasks)
  );
}
