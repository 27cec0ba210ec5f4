import { parseOptions, tellShell } from '@kojikit/command-line';
import { coreCommands } from '../commands/core-commands.js';
import { findCommand } from '../commands/find-command.js';
import { globalOptions } from '../config/global-options.js';
import { loadSettings } from '../config/load-settings.js';
import type { Settings } from '../config/settings.js';
import { findPlugins } from '../plugins/find-plugins.js';
import { joinCommands } from '../plugins/join-commands.js';
import { namesFromHub } from './names-from-hub.js';

/** Where a line is completed. */
export interface CompletionRequest {
  /** Name under which the program was called; also the default profile. */
  readonly program: string;
  /** Where plugins are looked for, upwards from here. */
  readonly pluginStart: string;
  /** The words of the line, the program first, the word that is being typed last. */
  readonly words: readonly string[];
  write(text: string): void;
}

/** Tells a shell how a line of `koji` may go on, with the commands of plugins and names on the hub. */
export function completeLine({ program, pluginStart, words, write }: CompletionRequest): Promise<number> {
  const options = globalOptions(program);
  const settings = settingsOf(options, words.slice(1, -1));
  const commands = joinCommands(coreCommands, findPlugins(pluginStart, settings?.pluginPaths).packages);
  const line = {
    options,
    commands,
    find: (word: string) => findCommand(commands, word),
    names: async (wanted: Parameters<typeof namesFromHub>[1]) =>
      settings === undefined ? [] : namesFromHub(settings, wanted),
  };
  return tellShell(line, words, write);
}

function settingsOf(
  options: ReturnType<typeof globalOptions>,
  words: readonly string[],
): Settings | undefined {
  try {
    const { values } = parseOptions(options, words, { interspersed: false, version: true });
    return loadSettings(values, () => undefined);
  } catch {
    // Whatever is wrong is told when the line is sent; commands and options can be completed all the same.
    return undefined;
  }
}
