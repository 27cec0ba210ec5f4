import type { Command } from '../command.js';

/**
 * The CLI part of a plugin: the default export of its entry `./cli`. Which commands there are is told in the
 * package's `package.json` as well, so that the code is loaded only when one of them runs.
 *
 * @example
 * // package.json
 * // "exports": { "./cli": "./dist/cli.js" },
 * // "kojikit": { "cli": { "commands": [{ "name": "greet", "category": "misc", "summary": "Say hello" }] } }
 *
 * // cli.ts
 * export default defineCliPlugin({ name: 'greetings', commands: { greet } });
 */
export interface CliPlugin {
  readonly name: string;
  /** The commands by the names of the manifest. */
  readonly commands: Readonly<Record<string, Command>>;
}

/** Types a plugin for the command line. */
export function defineCliPlugin(plugin: CliPlugin): CliPlugin {
  return plugin;
}
