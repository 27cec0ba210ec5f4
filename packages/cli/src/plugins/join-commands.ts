import type { PluginHost, PluginPackage } from '@kojikit/command-line/plugins';
import type { CommandEntry } from '../commands/command-entry.js';
import { LoggedError } from '../errors.js';

/**
 * The commands of the program and of its plugins in one list. Two of one name are an error unless the later one says
 * that it overrides. Throws LoggedError.
 */
export function joinCommands(
  core: readonly CommandEntry[],
  plugins: readonly PluginPackage[],
  runScript?: PluginHost['runScript'],
): CommandEntry[] {
  const entries = new Map(core.map((entry) => [entry.name, entry]));
  const owners = new Map<string, string>();
  for (const plugin of plugins) {
    for (const manifest of plugin.manifest.cli?.commands ?? []) {
      if (entries.has(manifest.name) && !manifest.overrides) {
        throw new LoggedError(
          'PluginError',
          `the command ${manifest.name} comes from ${owners.get(manifest.name) ?? 'the program'} and from plugin ${plugin.name}`,
        );
      }
      owners.set(manifest.name, `plugin ${plugin.name}`);
      entries.set(manifest.name, {
        name: manifest.name,
        category: manifest.category ?? 'misc',
        summary: manifest.summary ?? '',
        anonymous: manifest.anonymous ?? false,
        load: async () => {
          const { loadPluginCommand } = await import('./load-plugin-command.js');
          return loadPluginCommand(plugin, manifest.name, runScript);
        },
      });
    }
  }
  return [...entries.values()];
}
