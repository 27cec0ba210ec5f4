import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from '../command.js';
import { LoggedError } from '../errors.js';
import type { CliPlugin } from './cli-plugin.js';
import type { FoundPlugin } from './find-plugins.js';

/** Loads the code of a plugin's command. Throws LoggedError naming plugin, file and cause. */
export async function loadPluginCommand(plugin: FoundPlugin, name: string): Promise<Command> {
  let file = `${plugin.directory}/cli`;
  try {
    file = createRequire(join(plugin.directory, 'package.json')).resolve(`${plugin.packageName}/cli`);
    const module = (await import(pathToFileURL(file).href)) as { default?: CliPlugin };
    const found = module.default?.commands?.[name];
    if (!found) throw new Error(`it promises the command ${name} but does not have it`);
    return found;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LoggedError('PluginError', `plugin ${plugin.packageName} (${file}): ${reason}`, { cause });
  }
}
