import { expect, it } from 'vitest';
import { headOf } from './name-in-front.js';

it.each([
  ['pkg-1%', 'pkg-1'],
  ['pkg\\_1_', 'pkg_1'],
  ['a\\\\b%', 'a\\b'],
  ['whole', 'whole'],
  ['%', ''],
  ['', ''],
])('what matches %s begins with %s', (pattern, head) => {
  expect(headOf(pattern)).toBe(head);
});
