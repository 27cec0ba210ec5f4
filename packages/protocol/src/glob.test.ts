import { describe, expect, it } from 'vitest';
import { globPattern, globSource, matchesGlob } from './glob.js';

/* What Python's fnmatch.fnmatchcase says. */
describe('a glob', () => {
  it.each([
    ['*', '', true],
    ['*', '/a/b', true],
    ['*', 'two\nlines', true],
    ['*\n*', 'a\nb', true],
    ['***a***', 'xay', true],
    ['f?-*', 'f4-build', true],
    ['f?', 'f44', false],
    ['/etc/?.conf', '/etc/a.conf', true],
    ['/etc/?.conf', '/etc/ab.conf', false],
    ['A*', 'abc', false],
    ['a', 'a\n', false],
    ['a.c', 'abc', false],
    ['c++', 'c++', true],
    ['a+(b)|c$', 'a+(b)|c$', true],
    ['f3[0-8]', 'f38', true],
    ['f3[!0-8]', 'f39', true],
    ['a[bc]d', 'acd', true],
    ['a[!bc]d', 'acd', false],
    ['a[]x]d', 'a]d', true],
    ['a[!]x]d', 'a]d', false],
    ['a[d-b]e', 'ace', false],
    ['a[xd-b]e', 'axe', true],
    ['a[!d-b]e', 'ace', true],
    ['[]]', ']', true],
    ['[', '[', true],
    ['a[bc', 'a[bc', true],
    ['a[\\]b', 'a\\b', true],
    ['[^a]', 'b', false],
    ['[^a]', '^', true],
  ])('%j on %j: %s', (pattern, text, expected) => {
    expect(globPattern(pattern).test(text)).toBe(expected);
  });

  it('can be one alternative of a larger expression', () => {
    const either = new RegExp(`^(?:${['*.log', 'a?'].map(globSource).join('|')})$`, 'i');
    expect(['X.LOG', 'ab', 'abc'].map((text) => either.test(text))).toEqual([true, true, false]);
  });

  it('is one of several', () => {
    expect(matchesGlob('f39', ['f4*', 'f3?'].map(globPattern))).toBe(true);
    expect(matchesGlob('f39', [])).toBe(false);
  });
});
