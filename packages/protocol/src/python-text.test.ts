import { expect, it } from 'vitest';
import { double } from './codec/double.js';
import { pythonRepr, pythonText } from './python-text.js';

it.each([
  ["it's", '"it\'s"'],
  [`both ' and "`, `'both \\' and "'`],
  ["'; import os; '", '"\'; import os; \'"'],
  ['a\\b\n', "'a\\\\b\\n'"],
  ['\u0000\u00a0ä', "'\\x00\\xa0ä'"],
  [true, 'True'],
  [null, 'None'],
  [double(1), '1.0'],
  [double(1e-7), '1e-07'],
  [[1, 'x'], "[1, 'x']"],
  [{ id: 1, name: 'x' }, "{'id': 1, 'name': 'x'}"],
])('writes %j as a Python literal', (value, text) => {
  expect(pythonRepr(value)).toBe(text);
});

it('leaves out the quotes of a text that stands alone', () => {
  expect(pythonText("it's")).toBe("it's");
  expect(pythonText(["it's"])).toBe('["it\'s"]');
});
