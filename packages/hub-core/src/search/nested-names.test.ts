import { expect, it } from 'vitest';
import { createTestHub } from '@kojikit/testing';
import { isKeepableCall } from './keepable-call.js';

const times = (count: number, name: string) => Array.from({ length: count }, () => name);
const REFUSED =
  'calls of methods by name are nested too deep: count, filterResults, countAndFilterResults may stand in one another at most 10 times';

it.each(['count', 'filterResults', 'countAndFilterResults'])(
  'calls by name within %s are refused beyond ten, however many there are',
  async (name) => {
    const hub = await createTestHub();
    for (const more of [10, 16_000]) {
      await expect(hub.anonymous.call('count', [...times(more, name), 'listTags'])).rejects.toMatchObject({
        code: 1,
        message: expect.stringContaining(REFUSED) as string,
      });
    }
  },
);

it('ten calls by name within one another are answered', async () => {
  const hub = await createTestHub();
  await hub.rows.tag({ name: 'one' });
  expect(await hub.anonymous.call('count', [...times(9, 'count'), 'listTags'])).toBe(1);
  const filtered = [...times(8, 'filterResults'), 'listTags'];
  expect(await hub.anonymous.call('count', ['filterResults', ...filtered])).toBe(1);
});

it('arguments that are names of such methods are not calls of them', async () => {
  const hub = await createTestHub();
  const many = times(100, 'count');
  expect(await hub.anonymous.call('count', ['echo', ...many])).toBe(100);
});

it('whether an answer may be kept is not looked for in deeper calls', async () => {
  const { methods } = (await createTestHub()).hub.registry;
  const nested = (count: number) => ({
    methodName: 'count',
    args: [...times(count - 2, 'count'), 'listTags'],
    kw: {},
  });
  expect(isKeepableCall(nested(10), methods)).toBe(true);
  expect(isKeepableCall(nested(11), methods)).toBe(false);
});
