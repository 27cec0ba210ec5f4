import { double } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { LiteralSyntax, NoLiteral, parseJson, parsePythonLiteral } from './parse-literal.js';

describe('a Python value', () => {
  it.each([
    ['1e999', double(Infinity)],
    ['-1e999', double(-Infinity)],
    ['[1e999]', [double(Infinity)]],
    ['1_0', 10],
    ['+5', 5],
    ['- 1', -1],
    ['0o17', 15],
    ['0b11', 3],
    ['0x1F', 31],
    ['00', 0],
    ['1e5', double(100000)],
    ['.5', double(0.5)],
    ['5.', double(5)],
    ['1.5e3_0', double(1.5e30)],
    ['0xffffffffffffffff', 2n ** 64n - 1n],
    ['"a" \'b\'', 'ab'],
    ['b"x" b"y"', Buffer.from('xy')],
    ['"\\101\\x41\\u0041"', 'AAA'],
    ['r"\\d\\""', '\\d\\"'],
    ['()', []],
    ['(1)', 1],
    ['(1,)', [1]],
    ['{"a": 1, "__proto__": 2,}', JSON.parse('{"a": 1, "__proto__": 2}')],
    ['"a\\\nb"', 'ab'],
    ['\t1 # one', 1],
    ['[None, True, False]', [null, true, false]],
  ])('%j', (text, value) => {
    expect(parsePythonLiteral(text)).toEqual(value);
  });

  it.each(['nan', 'inf', '-nan', '-True', '1+2', 'null', 'set()', '{"a":1}["a"]'])('%j is none', (text) => {
    expect(() => parsePythonLiteral(text)).toThrow(NoLiteral);
  });

  it.each(['1__0', '007', '1e', '[,]', '[1,,2]', '#x', '"a', '{"a" 1}', '"\\Uffffffff"', ''])(
    '%j cannot be read',
    (text) => {
      expect(() => parsePythonLiteral(text)).toThrow(LiteralSyntax);
    },
  );
});

describe('JSON as Python reads it', () => {
  it.each([
    ['NaN', double(Number.NaN)],
    ['[Infinity, -Infinity]', [double(Infinity), double(-Infinity)]],
    ['{"NaN": "a \\" Infinity"}', { NaN: 'a " Infinity' }],
    ['1E400', double(Infinity)],
    ['-0.0', double(-0)],
    ['"\\u00fc"', '\u00fc'],
    ['12345678901234567890', 12345678901234567890n],
  ])('%j', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each(['-NaN', 'nan', 'None', '[1,]', "'a'", '01', '+1', ''])('%j is none', (text) => {
    expect(() => parseJson(text)).toThrow(NoLiteral);
  });
});
