import type { ZodType } from 'zod';
import type { HubModule } from './hub-module.js';

/**
 * A plugin of the hub: a {@link HubModule} with other names that configurations know it by and a schema for its
 * own configuration file `plugins/<name>.conf`.
 */
export interface HubPlugin<Config = unknown> extends HubModule {
  /** Names that `Plugins` in hub.conf may use besides `name`. */
  readonly aliases?: readonly string[];
  /**
   * Section name to members, as the INI file has them. Defaults make a missing file fine; a schema that takes `undefined`
   * says with it what holds without a file, where an empty one is a mistake.
   */
  readonly config?: ZodType<Config>;
  /** What it means that there is no file: a warning at the start and of `koji-hub check`. */
  readonly withoutFile?: string;
}

/**
 * Declares a hub plugin. The value is the default export of the package's `./hub` entry.
 * @example
 * export default defineHubPlugin({ name: 'hello', methods: [hello] });
 */
export function defineHubPlugin<Config = unknown>(plugin: HubPlugin<Config>): HubPlugin<Config> {
  return plugin;
}
