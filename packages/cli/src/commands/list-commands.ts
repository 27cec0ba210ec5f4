import { CATEGORIES, type Category } from './categories.js';
import type { CommandEntry } from './command-entry.js';

/** The text of `koji help`: the commands of some groups, all of them when none is named. */
export function listCommands(
  commands: readonly CommandEntry[],
  program: string,
  chosen?: readonly Category[],
): string {
  const sections = (chosen ?? (Object.keys(CATEGORIES) as Category[])).toSorted().map((category) => {
    const lines = commands
      .filter((entry) => entry.category === category)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => `        ${entry.name.padEnd(25)} ${entry.summary}`);
    return `\n${CATEGORIES[category]} (${category}):\n${lines.join('\n')}`;
  });
  return `Available commands:\n${sections.join('\n')}\n${helpHints(program)}`;
}

/** Where to read more; stands below the list of commands and the global help. */
export function helpHints(program: string): string {
  return `
${program} --help               global options
${program} help [CATEGORY...]   commands, all or by category: ${['all', ...Object.keys(CATEGORIES)].toSorted().join(', ')}
${program} COMMAND --help       options of a command
`;
}
