import { expect, test } from 'vitest';
import { parseStoredJson } from './stored-json.js';

test('JSON of Koji is read with the numbers that JSON has no words for', () => {
  const text = '{"NaN": NaN, "list": [Infinity, -Infinity, -1], "text": "a \\" NaN -Infinity"}';
  expect(parseStoredJson(text)).toEqual({
    NaN,
    list: [Infinity, -Infinity, -1],
    text: 'a " NaN -Infinity',
  });
});

test('what is no JSON stays refused', () => {
  for (const text of ['', '{NaN: 1}', '[NaN', 'nan', '"NaN', '[Infinity NaN]']) {
    expect(() => parseStoredJson(text), text).toThrow(SyntaxError);
  }
});
