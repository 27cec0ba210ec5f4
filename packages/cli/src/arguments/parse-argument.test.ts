import { double } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { parseArgument } from './parse-argument.js';

describe('a word of the command line', () => {
  it.each([
    ['12', 12],
    ['-3', -3],
    ['1.50', double(1.5)],
    ['2.0', double(2)],
    ['nan', double(Number.NaN)],
    ['-inf', double(-Infinity)],
    ['1e999', double(Infinity)],
    ['None', null],
    ['True', true],
    ['true', 'true'],
    ['[1]', '[1]'],
    ['x86_64', 'x86_64'],
    ['99999999999999999999', 99999999999999999999n],
  ])('%s', (word, expected) => {
    expect(parseArgument(word)).toEqual(expected);
  });

  it('may be JSON where that is allowed', () => {
    expect(parseArgument('{"a": [true, null]}', { json: true })).toEqual({ a: [true, null] });
    expect(parseArgument('{not json', { json: true })).toBe('{not json');
  });
});
