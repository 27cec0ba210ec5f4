import { ALIASES } from './aliases.js';
import type { CommandEntry } from './command-entry.js';
import { GREETINGS } from './greetings.js';

/** The command that a word on the command line means: its name (with `-` or `_`), an alias, or a greeting. */
export function findCommand(commands: readonly CommandEntry[], word: string): CommandEntry | undefined {
  const known = Object.hasOwn(ALIASES, word) ? (ALIASES[word] as string) : word;
  const name = GREETINGS.includes(known.toLowerCase()) ? 'moshimoshi' : known.replaceAll('_', '-');
  return commands.find((entry) => entry.name === name);
}
