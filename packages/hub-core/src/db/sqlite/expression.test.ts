import { describe, expect, it } from 'vitest';
import { compileExpression } from './expression.js';

describe('expressions on SQLite', () => {
  it.each([
    ['^b.sh$', false, 'bash', true],
    ['^B.SH$', false, 'bash', false],
    ['^B.sh$', true, 'bAsH', true],
    ['^[a-c]+-x$', true, 'ABC-X', true],
    ['^[^a-c]$', true, 'B', false],
    ['a-b', true, 'A-B', true],
    ['\\d+\\.FC\\d\\d$', true, '12.fc40', true],
    ['^\\S+$', true, 'no space', false],
    ['^[[:upper:][:digit:]_]+$', false, 'AB_1', true],
    ['^[[:upper:][:digit:]_]+$', false, 'ab', false],
    ['\\ylib\\y', false, 'a lib here', true],
    ['gtk\\+', true, 'GTK+', true],
    ['é', true, 'É', true],
    ['x\\x41', false, 'xA', true],
    ['x\\u0041', false, 'xA', true],
    ['^a\\Bb$', false, 'a\\b', true],
    ['[[:<:]]lib', false, 'a lib', true],
    ['[[:<:]]lib', false, 'a glib', false],
    ['a.b', false, 'a\nb', true],
    ['a$', false, 'a\n', false],
    ['\\Aa\\Z', false, 'a', true],
    ['^a{2,3}$', true, 'aAa', true],
  ])('%s (ignoring case: %s) of %s is %s', (pattern, ignoreCase, text, expected) => {
    expect(compileExpression(pattern, ignoreCase).test(text)).toBe(expected);
  });

  it('do not get slow however they are written', () => {
    const text = `${'a'.repeat(50_000)}b`;
    expect(compileExpression('^(a|a)*$', true).test(text)).toBe(false);
    expect(compileExpression('(a+)+$', false).test(text)).toBe(false);
  });

  it.each(['(a)\\1', '(?=a)b', '(', '[[:nothing:]]', '\\X', 'a{2000}'])('refuse %s', (pattern) => {
    expect(() => compileExpression(pattern, true)).toThrow(/Invalid regular expression/);
  });
});
