import { describe, expect, it } from 'vitest';
import { globPattern } from './glob.js';

const fits = (pattern: string, text: string) => globPattern(pattern).test(text);

describe('glob patterns', () => {
  it.each([
    ['*', '', true],
    ['f?-*', 'f4-build', true],
    ['f?', 'f44', false],
    ['[ab]x', 'bx', true],
    ['[!ab]x', 'bx', false],
    ['[a-c]', 'b', true],
    ['[]]', ']', true],
    ['[', '[', true],
    ['a.c', 'abc', false],
    ['c++', 'c++', true],
    ['A*', 'abc', false],
    ['*', 'two\nlines', true],
    ['[^a]', 'b', false],
    ['[^a]', '^', true],
  ])('%s against %j: %s', (pattern, text, expected) => {
    expect(fits(pattern, text)).toBe(expected);
  });
});
