import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { createTestHub } from '@kojikit/testing';
import { readBody } from '../../src/index.js';

/** How often others have their turn while something is done. */
async function turnsDuring(body: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let running = true;
  const count = () => {
    turns += 1;
    if (running) setImmediate(count);
  };
  setImmediate(count);
  await body();
  running = false;
  return turns;
}

it.each([
  ['many values', Array.from({ length: 100_000 }, (none, id) => ({ id, name: 'x'.repeat(20) }))],
  ['a long text', 'a&b '.repeat(1_000_000)],
  ['many bytes', Buffer.alloc(15_000_000, 7)],
])('a call with %s is decoded in turns with others, and understood', async (name, value) => {
  const hub = await createTestHub({ config: { MaxRequestLength: 100_000_000 } });
  const send = async (method: string) => {
    const { body } = await hub.request({ body: Buffer.from(encodeCall(method, [value])) });
    return decodeResponse(await readBody(body));
  };
  // Nothing but reading it takes long then.
  const turns = await turnsDuring(() => expect(send('noSuchMethod')).rejects.toMatchObject({ code: 1000 }));
  expect(turns).toBeGreaterThan(4);
  // A difference of this size is too long to be shown.
  expect(isDeepStrictEqual(await send('echo'), [value])).toBe(true);
});
