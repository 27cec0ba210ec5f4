import { double } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { pythonJson } from './python-json.js';

describe('JSON as Python writes it', () => {
  it.each([
    [double(Number.NaN), 'NaN'],
    [double(Infinity), 'Infinity'],
    [[double(-Infinity)], '[\n  -Infinity\n]'],
    [double(1), '1.0'],
    [0.00001, '1e-05'],
    [12n ** 20n, '3833759992447475122176'],
    [{ a: null, ü: true }, '{\n  "a": null,\n  "\\u00fc": true\n}'],
  ])('%#', (value, expected) => {
    expect(pythonJson(value)).toBe(expected);
  });
});
