import { expect, it } from 'vitest';
import { dictionary, Double, memberOf, structOf } from './index.js';

it('are those that a struct has of its own', () => {
  expect(memberOf({ name: null }, 'name')).toBeNull();
  const names = dictionary<unknown>();
  names['constructor'] = 1;
  expect(memberOf(names, 'constructor')).toBe(1);
  expect(() => memberOf({}, 'constructor')).toThrow(new TypeError('there is no constructor'));
});

it.each([null, undefined, 'text', 3, ['name'], new Double(2), Buffer.from('x')])(
  'are none of %s',
  (value) => {
    expect(() => structOf(value)).toThrow(new TypeError('a structure is expected'));
    expect(() => memberOf(value, 'length')).toThrow(new TypeError('a structure is expected'));
  },
);
