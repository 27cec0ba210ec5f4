import { expect, it } from 'vitest';
import { z } from 'zod';
import { newRepoTask } from '../handlers/new-repo.js';
import { waitrepoTask } from '../handlers/waitrepo.js';
import { bindArguments } from './bind-arguments.js';

it('takes the request of a repo request, which names its tag by a struct', () => {
  const request = [
    { id: 2, name: 'f30-build' },
    { opts: {}, __starstar: true },
  ];
  expect(bindArguments(newRepoTask.params, request)).toEqual({ tag: { id: 2, name: 'f30-build' }, opts: {} });
});

it('takes a wait for a repo that names nothing but its tag', () => {
  expect(bindArguments(waitrepoTask.params, ['f30-build'])).toEqual({ tag: 'f30-build' });
  expect(bindArguments(waitrepoTask.params, ['f30-build', { nvrs: ['a-1-1'], __starstar: true }])).toEqual({
    tag: 'f30-build',
    nvrs: ['a-1-1'],
  });
});

const schema = z.object({ tag: z.string(), event: z.number().nullish(), src: z.boolean().default(false) });

it('names positional and keyword arguments in the order of the schema', () => {
  expect(bindArguments(schema, ['f30', 5])).toEqual({ tag: 'f30', event: 5, src: false });
  expect(bindArguments(schema, ['f30', { src: true, __starstar: true }])).toEqual({ tag: 'f30', src: true });
});

it.each([
  [[], /invalid argument tag/],
  [[1], /invalid argument tag/],
  [['f30', 1, true, 4], /at most 3 arguments, 4 were given/],
  [['f30', { tag: 'x', __starstar: true }], /multiple values for argument 'tag'/],
  [['f30', { constructor: 1, __starstar: true }], /unexpected keyword argument 'constructor'/],
])('refuses the request %j', (request, message) => {
  expect(() => bindArguments(schema, request)).toThrow(message);
});
