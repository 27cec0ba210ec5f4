import type { ZodType } from 'zod';
import type { HubModule } from './hub-module.js';

/**
 * A plugin of the hub: a {@link HubModule} with other names that configurations know it by and a schema for its
 * own configuration file `plugins/<name>.conf`.
 */
export interface HubPlugin<Config = unknown> extends HubModule {
  /** Names that `Plugins` in hub.conf may use besides `name`. */
  readonly aliases?: readonly string[];
  /** Section name to members, as the INI file has them; defaults make a missing file fine. */
  readonly config?: ZodType<Config>;
}

/**
 * Declares a hub plugin. The value is the default export of the package's `./hub` entry.
 * @example
 * export default defineHubPlugin({ name: 'hello', methods: [hello] });
 */
export function defineHubPlugin<Config = unknown>(plugin: HubPlugin<Config>): HubPlugin<Config> {
  return plugin;
}
