import { expect, it } from 'vitest';
import { UnknownWord } from '../usage-error.js';
import { didYouMean } from './did-you-mean.js';

const commands = ['list-tags', 'list-tasks', 'list-tagged', 'user add', 'check', 'call'];
const options = ['-q', '--quiet', '--channel', '--mine'];
const meant = (word: string, known: readonly string[]) => didYouMean(new UnknownWord('unknown', word, known));

it.each([
  ['lst-tags', commands, 'list-tags'],
  ['list-tag', commands, 'list-tags'],
  ['user ad', commands, 'user add'],
  ['chek', commands, 'check'],
  ['--chanel', options, '--channel'],
  ['--mien', options, '--mine'],
])('%s: what was meant', (word, known, expected) => {
  expect(meant(word, known)).toBe(`Did you mean ${expected}?\n`);
});

it.each([
  ['frobnicate', commands],
  ['foo', commands],
  ['42', commands],
  ['', commands],
  ['-x', options],
  ['--', options],
  ['--bogus', options],
  ['quiet', options],
  ['--list-tags', commands],
  ['__proto__', ['constructor']],
])('%j: nothing like it is known', (word, known) => {
  expect(meant(word, known)).toBe('');
});
