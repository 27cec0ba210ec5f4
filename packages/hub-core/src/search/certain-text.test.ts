import { expect, it } from 'vitest';
import { compileExpression } from '../db/sqlite/expression.js';
import { certainText } from './certain-text.js';

it.each([
  ['pkg-0012.*doc', 'pkg-0012'],
  ['^kernel$', 'kernel'],
  ['^a-1.*[xy]z', 'a-1'],
  ['lib\\.so\\+x', 'lib.so+x'],
  ['colou?r', 'colo'],
  ['ab*cd', 'cd'],
  ['ab{0,3}c', 'a'],
  ['ab+cd', 'ab'],
  ['abc*?d', 'ab'],
  ['x(abc)?yz', 'yz'],
  ['x(ab(cd)e)*y', 'x'],
  ['foo\\d+bar', 'foo'],
  ['[[:alpha:]x]ab', 'ab'],
  ['[]a]bc', 'bc'],
  ['[^]a]bc', 'bc'],
  ['größe', 'gr'],
])('of %s it is %s', (expression, text) => {
  expect(certainText(expression)).toBe(text);
});

it.each(['a|bcd', '(?x)a b c', '***=a.c', 'abc\\x41', 'ab{c', '', '.*', '\\bword'])(
  'nothing is certain of %s',
  (expression) => {
    expect(certainText(expression)).toBe('');
  },
);

it('is in everything that matches', () => {
  const texts = ['ab', 'abab', 'a.b', 'bca', 'cab-1', 'ab-1c', 'c', '-1', 'ABC', 'b+a'];
  const pieces = ['a', 'b', 'c', '.', '*', '?', '+', '(', ')', '[ab]', '\\.', '-1', '{2}', '^', '$'];
  for (let number = 0; number < pieces.length ** 4; number += 1) {
    const expression = [3, 2, 1, 0]
      .map((place) => pieces[Math.floor(number / pieces.length ** place) % pieces.length])
      .join('');
    const text = certainText(expression).toLowerCase();
    if (text === '') continue;
    const compiled = compiledOrNothing(expression);
    for (const candidate of texts)
      if (compiled?.test(candidate)) expect(candidate.toLowerCase(), expression).toContain(text);
  }
});

function compiledOrNothing(expression: string) {
  try {
    return compileExpression(expression, true);
  } catch {
    return undefined;
  }
}
