import type { TaggedRpm } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { chooseSignatures } from './choose-signatures.js';

const rows = (id: number, ...keys: (string | undefined)[]): TaggedRpm[] =>
  keys.map((sigkey) => ({ id, name: `rpm${id}`, sigkey }) as TaggedRpm);

const chosen = (given: TaggedRpm[], keys: string[]) =>
  chooseSignatures(given, keys).map(({ rpm, key }) => [rpm.id, key]);

it('takes the first of the wanted keys that has signed the package', () => {
  const given = [...rows(1, '', 'aaaa', 'bbbb'), ...rows(2, 'aaaa'), ...rows(3, '', 'cccc')];
  expect(chosen(given, ['bbbb', 'aaaa'])).toEqual([
    [1, 'bbbb'],
    [2, 'aaaa'],
    [3, undefined],
  ]);
});

it('compares keys in any case, and names them as the hub does', () => {
  expect(chosen(rows(1, 'AAAA'), ['aaaa'])).toEqual([[1, 'AAAA']]);
  expect(chosen(rows(1, 'aaaa'), ['AAAA'])).toEqual([[1, 'aaaa']]);
});

it('takes no package without a signature for a signed one', () => {
  expect(chosen(rows(1, ''), [''])).toEqual([[1, undefined]]);
  expect(chosen(rows(1, undefined), ['', 'aaaa'])).toEqual([[1, undefined]]);
});

it('tells with which keys a package is signed', () => {
  expect(chooseSignatures(rows(1, '', 'aaaa'), ['bbbb'])[0]?.signedWith).toEqual(['', 'aaaa']);
});
