import type { PluginPackage } from '@kojikit/command-line/plugins';
import type { CommandEntry } from '../commands/command-entry.js';
import { LoggedError } from '../errors.js';

/**
 * The commands of the program and of its plugins in one list. Two of one name are an error unless the later one says
 * that it overrides. Throws LoggedError.
 */
export function joinCommands(
  core: readonly CommandEntry[],
  plugins: readonly PluginPackage[],
): CommandEntry[] {
  const entries = new Map<string, CommandEntry & { owner: string }>(
    core.map((entry) => [entry.name, { ...entry, owner: 'the program' }]),
  );
  for (const plugin of plugins) {
    for (const manifest of plugin.manifest.cli?.commands ?? []) {
      const other = entries.get(manifest.name);
      if (other && !manifest.overrides) {
        throw new LoggedError(
          'PluginError',
          `the command ${manifest.name} comes from ${other.owner} and from plugin ${plugin.name}`,
        );
      }
      entries.set(manifest.name, {
        name: manifest.name,
        category: manifest.category ?? 'misc',
        summary: manifest.summary ?? '',
        anonymous: manifest.anonymous ?? false,
        owner: `plugin ${plugin.name}`,
        load: async () => {
          const { loadPluginCommand } = await import('./load-plugin-command.js');
          return loadPluginCommand(plugin, manifest.name);
        },
      });
    }
  }
  return [...entries.values()];
}
