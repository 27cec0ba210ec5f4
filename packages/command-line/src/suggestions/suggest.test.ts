import { expect, it } from 'vitest';
import { UnknownWord } from '../usage-error.js';
import { suggest } from './suggest.js';

const commands = ['list-tags', 'list-tasks', 'list-tagged', 'user add', 'check', 'call'];
const options = ['-q', '--quiet', '--channel', '--mine'];
const meant = (word: string, known: readonly string[]) => suggest(new UnknownWord('unknown', word, known));

it.each([
  ['lst-tags', commands, 'list-tags'],
  ['list-tag', commands, 'list-tags'],
  ['user ad', commands, 'user add'],
  ['chek', commands, 'check'],
  ['--chanel', options, '--channel'],
  ['--mien', options, '--mine'],
])('%s: what was meant', async (word, known, expected) => {
  expect(await meant(word, known)).toBe(`Did you mean ${expected}?\n`);
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
])('%j: nothing like it is known', async (word, known) => {
  expect(await meant(word, known)).toBe('');
});

it('says it in English wherever it runs', async () => {
  const before = process.env['LC_ALL'];
  process.env['LC_ALL'] = 'de_DE.UTF-8';
  try {
    expect(await meant('lst-tags', commands)).toBe('Did you mean list-tags?\n');
  } finally {
    if (before === undefined) delete process.env['LC_ALL'];
    else process.env['LC_ALL'] = before;
  }
});
