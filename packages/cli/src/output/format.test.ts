import { double, pythonRepr } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { format } from './format.js';
import { pythonPretty } from './python-pretty.js';

describe('format', () => {
  it('lays out columns', () => {
    expect(format('%-8s|%5d|%05.1f|%s', 'ppc64', 42, 1.26, null)).toBe('ppc64   |   42|001.3|None');
  });

  it('counts characters and never cuts a column', () => {
    expect(format('%-4s|%3s|', '日本', 'long')).toBe('日本  |long|');
  });

  it('keeps a percent sign and quotes with %r', () => {
    expect(format('%d%% of %r', 50, "it's")).toBe('50% of "it\'s"');
  });
});

describe('values as Koji prints them', () => {
  it.each([
    [double(1), '1.0'],
    [0.25, '0.25'],
    [double(-0), '-0.0'],
    [double(1e15), '1000000000000000.0'],
    [double(1e16), '1e+16'],
    [double(1.5e300), '1.5e+300'],
    [double(0.0001), '0.0001'],
    [double(0.00001), '1e-05'],
    [double(Number.NaN), 'nan'],
    [double(Infinity), 'inf'],
    [[double(-Infinity)], '[-inf]'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [true, 'True'],
    [['a', null, 1], "['a', None, 1]"],
    [{ a: { b: [] } }, "{'a': {'b': []}}"],
    ['line\nbreak', "'line\\nbreak'"],
  ])('%j', (value, expected) => {
    expect(pythonRepr(value)).toBe(expected);
  });

  it('breaks long structures into lines', () => {
    const value = { second: 'x'.repeat(40), first: ['y'.repeat(20), 'z'.repeat(20)] };
    expect(pythonPretty(value)).toBe(
      `{'first': ['${'y'.repeat(20)}', '${'z'.repeat(20)}'],\n 'second': '${'x'.repeat(40)}'}`,
    );
  });
});
