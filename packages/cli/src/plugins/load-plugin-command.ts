import { packageVersion } from '@kojikit/command-line';
import {
  loadPluginPackage,
  PluginError,
  type PluginHost,
  type PluginPackage,
} from '@kojikit/command-line/plugins';
import type { Command } from '../command.js';
import { LoggedError } from '../errors.js';
import type { CliPlugin } from './cli-plugin.js';

const PACKAGE = '@kojikit/cli';

/**
 * Loads the code of a plugin's command.
 * Throws LoggedError naming plugin, file and cause
 */
export async function loadPluginCommand(
  plugin: PluginPackage,
  name: string,
  runScript?: PluginHost['runScript'],
): Promise<Command> {
  const host = { name: PACKAGE, version: packageVersion(PACKAGE, import.meta.url), runScript };
  try {
    const { commands } = await loadPluginPackage(plugin, 'cli', host, isCliPlugin);
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command) return command;
    const reason = `its package.json promises the command ${name}, which it does not have`;
    throw new PluginError({ plugin: plugin.name, file: plugin.directory, reason });
  } catch (cause) {
    if (!(cause instanceof PluginError)) throw cause;
    throw new LoggedError(cause.name, cause.message, { cause });
  }
}

function isCliPlugin(value: unknown): value is CliPlugin {
  const { name, commands } = (value ?? {}) as Partial<Record<keyof CliPlugin, unknown>>;
  return typeof name === 'string' && typeof commands === 'object' && commands !== null;
}
