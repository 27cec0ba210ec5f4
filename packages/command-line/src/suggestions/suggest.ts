import type { UnknownWord } from '../usage-error.js';

/**
 * A line that names the command or option which was probably meant; empty when none is like it. yargs, which knows
 * that, is loaded for it: who made a mistake has the time.
 */
export async function suggest({ word, known }: UnknownWord): Promise<string> {
  const isOption = word.startsWith('-');
  if (isOption && !word.startsWith('--')) return '';
  const names = new Map(
    known
      .filter((name) => name.startsWith('--') === isOption)
      .map((name) => [asCommand(name), name] as const)
      .filter(([name]) => isLike(name, asCommand(word))),
  );
  if (names.size === 0) return '';
  const { default: yargs } = await import('yargs');
  const program = yargs([]).help(false).version(false).locale('en').exitProcess(false);
  for (const name of names.keys()) program.command(name, '');
  let meant: string | undefined;
  await program
    .recommendCommands()
    .fail((message) => {
      meant ??= /^Did you mean (.*)\?$/.exec(message ?? '')?.[1];
    })
    .parseAsync([asCommand(word)]);
  return meant === undefined ? '' : `Did you mean ${names.get(meant) ?? meant}?\n`;
}

/** yargs recommends commands alone, each of one word. */
function asCommand(name: string): string {
  return name.replace(/^-+/, '').replaceAll(' ', '-');
}

/** Of three letters any may be wrong for yargs: what is meant begins or ends like what was typed. */
function isLike(name: string, word: string): boolean {
  return name.at(0) === word.at(0) || name.at(-1) === word.at(-1);
}
