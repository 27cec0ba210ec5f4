import { suggest } from '@kojikit/protocol';
import type { UnknownWord } from '../usage-error.js';

/** A line that names the command or option which was probably meant; empty when none is like it. */
export function didYouMean({ word, known }: UnknownWord): string {
  const dashes = /^-*/.exec(word)?.[0] ?? '';
  // A single letter is like every other.
  if (dashes === '-') return '';
  const bare = known
    .filter((name) => /^-*/.exec(name)?.[0] === dashes)
    .map((name) => name.slice(dashes.length));
  const meant = suggest(word.slice(dashes.length), bare);
  return meant === undefined ? '' : `Did you mean ${dashes}${meant}?\n`;
}
