import { beforeAll, describe, expect, it } from 'vitest';
import { allowLinearExpressions, compileExpression } from './expression.js';

describe('expressions on SQLite', () => {
  beforeAll(allowLinearExpressions);

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
  ])('%s (ignoring case: %s) of %s is %s', (pattern, ignoreCase, text, expected) => {
    expect(compileExpression(pattern, ignoreCase).test(text)).toBe(expected);
  });

  it('do not get slow however they are written', () => {
    const text = `${'a'.repeat(5000)}b`;
    expect(compileExpression('^(a|a)*$', true).test(text)).toBe(false);
    expect(compileExpression('(a+)+$', false).test(text)).toBe(false);
  });

  it.each(['(a)\\1', '(?=a)b', '(', '[[:nothing:]]'])('refuse %s', (pattern) => {
    expect(() => compileExpression(pattern, true)).toThrow(/Invalid regular expression/);
  });
});
