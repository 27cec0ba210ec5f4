import { expect, test } from 'vitest';
import { isFault, parseTaskParams, UnknownTaskMethod } from './index.js';

test('positional parameters get their names and defaults', () => {
  expect(parseTaskParams('build', ['a.src.rpm', 'f30'])).toEqual({
    src: 'a.src.rpm',
    target: 'f30',
    opts: null,
  });
  expect(
    parseTaskParams('runroot', ['f30-build', 'x86_64', 'id', { __starstar: true, weight: 3 }]),
  ).toMatchObject({
    root: 'f30-build',
    command: 'id',
    weight: 3,
    mounts: [],
  });
});

test('defaults are not shared between tasks', () => {
  const first = parseTaskParams('runroot', ['t', 'a', 'c']);
  (first['mounts'] as unknown[]).push('x');
  expect(parseTaskParams('runroot', ['t', 'a', 'c'])['mounts']).toEqual([]);
});

test('a request of the new style is its own struct', () => {
  expect(parseTaskParams('whatever', [{ __method__: 'whatever', a: 1 }])).toEqual({ a: 1 });
});

test('an older signature is taken when it fits, a newer one otherwise', () => {
  expect(parseTaskParams('newRepo', ['f30', { __starstar: true, event: 5 }])).toEqual({
    tag: 'f30',
    event: 5,
    src: false,
    debuginfo: false,
    separate_src: false,
  });
  expect(parseTaskParams('newRepo', ['f30', { __starstar: true, opts: { src: true } }])).toMatchObject({
    opts: { src: true },
  });
});

test('collected parameters are kept', () => {
  expect(parseTaskParams('default', [1, 2, { __starstar: true, a: 3 }])).toEqual({
    args: [1, 2],
    opts: { a: 3 },
  });
});

test.each([
  ['sleep', [], "missing required argument 'n' (#0)"],
  ['sleep', [1, 2], 'too many args'],
  ['sleep', [1, { __starstar: true, n: 2 }], "duplicate keyword argument 'n'"],
  ['sleep', [1, { __starstar: true, m: 2 }], "unexpected keyword argument 'm'"],
])('%s%j does not fit: %s', (method, request, reason) => {
  let caught: unknown;
  try {
    parseTaskParams(method, request);
  } catch (error) {
    caught = error;
  }
  expect(isFault(caught, 'ParameterError')).toBe(true);
  expect((caught as Error).message).toBe(`Invalid signature for ${method}: ${reason}`);
});

test('a task that nobody knows is told apart', () => {
  expect(() => parseTaskParams('ofPlugin', [1])).toThrow(UnknownTaskMethod);
  expect(() => parseTaskParams('toString', [1])).toThrow(UnknownTaskMethod);
});
