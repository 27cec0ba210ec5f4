import { double } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { pythonJson } from './python-json.js';

describe('JSON as Koji writes it', () => {
  it.each([
    [{ a: 1, b: [true, null, 'x'] }, '{"a": 1, "b": [true, null, "x"]}'],
    [{}, '{}'],
    [[double(2), double(2.5)], '[2.0, 2.5]'],
    ['é "\u2028"\n\u007f', '"\\u00e9 \\"\\u2028\\"\\n\\u007f"'],
    [{ é: '😀' }, '{"\\u00e9": "\\ud83d\\ude00"}'],
    [{ left: undefined, kept: null }, '{"kept": null}'],
    [12345678901234567890n, '12345678901234567890'],
  ])('case %#', (value, text) => {
    expect(pythonJson(value)).toBe(text);
  });

  it('refuses what JSON cannot say, unless it is told what to say instead', () => {
    for (const value of [NaN, Infinity, double(NaN), () => 1, new Set([1]), new Date(0)]) {
      expect(() => pythonJson({ inner: [value] })).toThrow('cannot be written as JSON');
    }
    const asList = (value: unknown) => (value instanceof Set ? [...value] : 'odd');
    expect(pythonJson({ set: new Set([new Set([1]), NaN]) }, asList)).toBe('{"set": [[1], "odd"]}');
  });
});
