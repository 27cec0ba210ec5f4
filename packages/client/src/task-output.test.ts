import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { closeAll, start } from '../test/hub-and-client.js';
import type { Behaviour } from '../test/scripted-hub.js';

afterEach(closeAll);

const MIB = 1024 * 1024;

/** Sends parts of a file as Koji's hub does. */
const fileHub =
  (file: Buffer): Behaviour =>
  ({ keywords }) => {
    const { offset, size } = keywords as { offset: number; size: number };
    const from = offset < 0 ? Math.max(file.length + offset, 0) : offset;
    return file.subarray(from, size < 0 ? undefined : from + size).toString('base64');
  };

test('a file that is larger than one answer may be comes in pieces', async () => {
  const file = randomBytes(9 * MIB);
  const { hub, client } = await start(fileHub(file));
  const sizes: number[] = [];
  for await (const piece of client.readTaskOutput(5, 'root.log')) sizes.push(piece.length);
  expect(sizes).toEqual([4 * MIB, 4 * MIB, MIB]);
  expect(hub.seen.map(({ keywords }) => keywords['offset'])).toEqual([0, 4 * MIB, 8 * MIB]);
  expect((await client.downloadTaskOutput(5, 'root.log')).equals(file)).toBe(true);
});

test.each([
  ['from an offset', { offset: 3 }, 3, undefined],
  ['of some size', { offset: MIB, size: 5 * MIB }, MIB, 6 * MIB],
  ['that is empty', { size: 0 }, 0, 0],
  ['before the end', { offset: -5 * MIB }, 4 * MIB, undefined],
  ['whose size ends with a piece', { size: 4 * MIB }, 0, 4 * MIB],
  ['on a volume', { volume: 'fast', offset: 8 * MIB }, 8 * MIB, undefined],
])('the part %s is that part', async (name, options, from, to) => {
  const file = randomBytes(9 * MIB);
  const { hub, client } = await start(fileHub(file));
  const part = await client.downloadTaskOutput(5, 'root.log', options);
  expect(part.equals(file.subarray(from, to))).toBe(true);
  expect(hub.seen[0]?.keywords).toMatchObject({ taskID: 5, fileName: 'root.log' });
  expect(hub.seen[0]?.keywords['volume']).toBe('volume' in options ? 'fast' : undefined);
});

test('an empty file is no bytes, asked for once', async () => {
  const { hub, client } = await start(fileHub(Buffer.alloc(0)));
  expect(await client.downloadTaskOutput(5, 'root.log')).toEqual(Buffer.alloc(0));
  expect(hub.seen).toHaveLength(1);
});
