import type { ZodType } from 'zod';
import type { hubOptions } from './hub-options.js';
import type { PolicyText } from './policy-text.js';

type Options = typeof hubOptions;

/** The value of every option of `[hub]`, by the name that users type. */
export type HubOptionValues = {
  readonly [Name in keyof Options]: Options[Name]['default'] extends infer Value ? Widened<Value> : never;
};

type Widened<Value> = Value extends string
  ? string
  : Value extends number
    ? number
    : Value extends boolean
      ? boolean
      : Value;

/** Values that win over those of a file, such as command-line options. */
export type HubConfigOverrides = Partial<HubOptionValues> & {
  /** Rules by policy name. */
  readonly policy?: Readonly<Record<string, string>>;
};

/** The hub's configuration: options, policies and the plugins' own files. Frozen. */
export interface HubConfig extends HubOptionValues {
  /** Rules by policy name: those of the `[policy]` section, and Koji's default policies where it has none. */
  readonly policy: Readonly<Record<string, PolicyText>>;
  /** Names of the plugins to load, as written. */
  readonly plugins: readonly string[];
  /** The folder that plugin files are read from: `plugins` beside the configuration file. */
  readonly pluginFolder: string;
  /**
   * A plugin's own configuration: `plugins/NAME.conf`, as `{ section: { key: text } }` read by the plugin's schema.
   * A missing file gives what the schema has for `undefined`, and is read as an empty one when it has nothing.
   * Throws ConfigError with every mistake, each with file and line.
   */
  pluginConfig<Value>(name: string, schema: ZodType<Value>): Value;
  /** Where the plugin's own file would be, when it is not there. */
  missingPluginFile(name: string): string | undefined;
}
