import { describe, expect, it } from 'vitest';
import { matchesPattern } from './match-pattern.js';

describe('shell patterns', () => {
  it.each([
    ['f39-build', 'f*-build', true],
    ['f39-build', 'F*', false],
    ['f39', 'f3?', true],
    ['f39', 'f3', false],
    ['a.b', 'a.b', true],
    ['axb', 'a.b', false],
    ['f38', 'f3[0-8]', true],
    ['f39', 'f3[!0-8]', true],
    ['a]b', 'a[]]b', true],
    ['a[b', 'a[b', true],
    ['a+(b)', 'a+(b)', true],
    ['line\nbreak', 'line*', true],
  ])('%s fits %s: %s', (name, pattern, expected) => {
    expect(matchesPattern(name, pattern)).toBe(expected);
  });
});
