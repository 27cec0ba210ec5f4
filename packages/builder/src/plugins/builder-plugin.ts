import type { Schema, TaskDefinition } from '../tasks/task-definition.js';

/** Sections of a plugin's INI file: section name to option name to value, all as text. */
export type ConfigSections = Record<string, Record<string, string>>;

/** What a plugin adds to the builder. */
export interface BuilderPlugin<Config = unknown> {
  readonly name: string;
  /** Other names under which `plugin = …` of kojid.conf finds it, Koji's own for example. */
  readonly aliases?: readonly string[];
  /**
   * Checks the sections of `plugins/NAME.conf` beside kojid.conf and gives the configuration that handlers see.
   * NAME is the first of `aliases`, else the name. A missing file is no section at all. What it throws stops the
   * daemon at start, together with all other mistakes; one that has `issues`, as zod's errors and `ConfigMistakes`
   * have, is told with the lines of the options that they name.
   */
  readonly config?: Schema<Config>;
  /**
   * The names of the options of a section; undefined for a section that there is not. What is in the file besides is
   * warned of. Left out: `config` itself says what it does not know.
   */
  readonly optionsOf?: (section: string) => readonly string[] | undefined;
  readonly tasks: readonly TaskDefinition<unknown, Config>[];
}

/**
 * Describes a builder plugin; it is the default export of the package's `./builder` entry.
 * @example
 * export default defineBuilderPlugin({ name: 'hello', config: helloConfig, tasks: [helloTask] });
 */
export function defineBuilderPlugin<Config = unknown>(plugin: BuilderPlugin<Config>): BuilderPlugin<Config> {
  return plugin;
}
