import { UnknownWord, UsageError } from '../usage-error.js';

/**
 * The command that the first words of a line name; names may have several words. Throws UsageError when there is none.
 */
export function findCommand<C extends { readonly name: string }>(
  commands: readonly C[],
  words: readonly string[],
): C {
  const [first] = words;
  if (first === undefined) throw new UsageError('which command?');
  const found = commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word));
  if (found !== undefined) return found;
  // The second word is part of the name where the first is one of a command of two.
  const isHalf = commands.some(({ name }) => name.startsWith(`${first} `));
  const given = words.slice(0, isHalf ? 2 : 1).join(' ');
  throw new UnknownWord(
    `there is no command '${given}'`,
    given,
    commands.map(({ name }) => name),
  );
}
