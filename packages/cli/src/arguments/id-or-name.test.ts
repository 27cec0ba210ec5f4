import { expect, it } from 'vitest';
import { digitsOrName, idOrName } from './id-or-name.js';

it.each([
  ['12', 12, 12],
  [' 12 ', 12, ' 12 '],
  ['-1', -1, '-1'],
  ['lib-1-1', 'lib-1-1', 'lib-1-1'],
])('%j is an id, or a name', (word, id, digits) => {
  expect(idOrName(word)).toBe(id);
  expect(digitsOrName(word)).toBe(digits);
});
