import { randomBytes } from 'node:crypto';
import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { readBody } from '../../src/index.js';

const TASKS = 3000;

async function withTasks(hub: TestHub, count = TASKS): Promise<void> {
  const text = encodeCall('sleep', ['x'.repeat(300)]);
  await hub.database.transaction((db) =>
    db.run(sql`
      INSERT INTO task (id, state, owner, method, request, arch, channel_id, weight)
      WITH RECURSIVE numbers (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM numbers WHERE id < ${count})
      SELECT id, 2, 1, 'sleep', ${text}, 'noarch', 1, 1 FROM numbers`),
  );
}

async function withFile(hub: TestHub, size: number): Promise<Buffer> {
  const folder = join(hub.topdir, 'work/tasks/7/7');
  await mkdir(folder, { recursive: true });
  const content = randomBytes(size);
  await writeFile(join(folder, 'big.bin'), content);
  return content;
}

/* Files of answers have no name, so what an answer leaves behind are open files. */
const openFiles = async () => (await readdir('/proc/self/fd')).length;

eachDatabase('a long answer', (open) => {
  it('is the same as many short ones', async () => {
    const hub = await open();
    await withTasks(hub);
    const all = await hub.anonymous.call<Record<string, unknown>[]>('listTasks', [{}, { order: 'id' }]);
    expect(all.map((task) => task['id'])).toEqual(Array.from({ length: TASKS }, (none, index) => index + 1));
    const part = await hub.anonymous.call('listTasks', [{}, { order: 'id', offset: 1500, limit: 20 }]);
    expect(all.slice(1500, 1520)).toEqual(part);
    expect(await hub.anonymous.call('listTasks', [{}, { countOnly: true }])).toBe(TASKS);
    const lists = await hub.anonymous.call<unknown[][]>('listTasks', [{}, { order: 'id', asList: true }]);
    expect(lists.length).toBe(TASKS);
    expect(lists[7]).toEqual(
      Object.keys(all[7]!)
        .sort()
        .map((name) => all[7]![name]),
    );
  });

  it('says its length and comes in pieces, which take no more memory than they are', async () => {
    const hub = await open();
    await withTasks(hub);
    const { body } = await hub.request({ body: Buffer.from(encodeCall('listTasks', [])) });
    if (typeof body === 'string' || Buffer.isBuffer(body)) throw new Error('it came at once');
    let length = 0;
    for await (const piece of body.pieces()) {
      expect(piece.length).toBeLessThan(300_000);
      length += piece.length;
    }
    await body.close();
    expect(length).toBe(body.length);
    expect(length).toBeGreaterThan(TASKS * 600);
  });

  it('shows a call of a multicall what the calls before it wrote, and nothing of those after it', async () => {
    const hub = await open();
    await withTasks(hub, 1200);
    const admin = await hub.as('kojiadmin');
    const [, before, , after] = await admin.call<[Record<string, unknown>[]][]>('multiCall', [
      [
        { methodName: 'createTag', params: ['first'] },
        { methodName: 'listTasks', params: [{ state: [2] }] },
        { methodName: 'setTaskPriority', params: [999_999, 3] },
        { methodName: 'listTasks', params: [{ state: [2] }, { order: '-id' }] },
      ],
    ]);
    expect(before![0]).toHaveLength(1200);
    expect(after![0].map((task) => task['id'])).toEqual(
      Array.from({ length: 1200 }, (none, index) => 1200 - index),
    );
    expect(await admin.call('getTag', ['first'])).toMatchObject({ name: 'first' });
  });

  it('leaves the connection free for others while it waits for its reader', async () => {
    const hub = await open();
    await withTasks(hub);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => hub.request({ body: Buffer.from(encodeCall('listTasks', [])) })),
    );
    const admin = await hub.as('kojiadmin');
    expect(await admin.call('createTag', ['meanwhile'])).toEqual(expect.any(Number));
    for (const { body } of answers) {
      expect(decodeResponse(await readBody(body))).toHaveLength(TASKS);
    }
  });

  it('fails as a whole when a row of it cannot be sent, and the hub goes on', async () => {
    const hub = await open();
    await withTasks(hub);
    const admin = await hub.as('kojiadmin');
    await hub.database.transaction((db) =>
      db.run(sql`UPDATE task SET request = 'no document' WHERE id = 2500`),
    );
    const call = { methodName: 'listTasks', params: [{}, { order: 'id' }] };
    await expect(admin.call('listTasks', [{ decode: true }, { order: 'id' }])).rejects.toThrow();
    const results = await admin.call<unknown[]>('multiCall', [
      [
        call,
        { ...call, params: [{ decode: true }, { order: 'id' }] },
        { methodName: 'createTag', params: ['t'] },
      ],
    ]);
    expect(results[0]).toEqual([expect.any(Array)]);
    expect(results[1]).toMatchObject({ faultCode: 1 });
    expect(results[2]).toEqual([expect.any(Number)]);
    expect(await admin.call('getTag', ['t'])).toMatchObject({ name: 't' });
  });
});

eachDatabase('a file of a task', (open) => {
  it('is sent as it is, whole and in part', async () => {
    const hub = await open();
    const content = await withFile(hub, 1_000_001);
    const download = async (...params: unknown[]) =>
      Buffer.from(
        await hub.anonymous.call<string>('downloadTaskOutput', [7, 'big.bin', ...params]),
        'base64',
      );
    expect((await download()).equals(content)).toBe(true);
    expect((await download(500_000)).equals(content.subarray(500_000))).toBe(true);
    expect((await download(-400_000, 300_000)).equals(content.subarray(-400_000, -100_000))).toBe(true);
    expect((await download(999_999, 500)).equals(content.subarray(999_999))).toBe(true);
    const [[first], [second]] = (await hub.anonymous.call('multiCall', [
      [1, 2].map(() => ({ methodName: 'downloadTaskOutput', params: [7, 'big.bin'] })),
    ])) as [[string], [string]];
    expect(Buffer.from(first, 'base64').equals(content)).toBe(true);
    expect(second).toBe(first);
  });

  it('is given back when its reader hangs up, and when it became shorter', async () => {
    const hub = await open();
    await withFile(hub, 20_000_000);
    const url = await hub.listen();
    const body = encodeCall('downloadTaskOutput', [7, 'big.bin']);
    const start = () =>
      new Promise<IncomingMessage>((resolve, reject) => {
        const sent = request(url, { method: 'POST', agent: false }, resolve);
        sent.once('error', reject);
        sent.end(body);
      });
    (await start()).destroy();
    const files = await openFiles();
    for (let round = 0; round < 5; round += 1) {
      const response = await start();
      await new Promise((resolve) => response.once('data', resolve));
      response.destroy();
    }
    await expect.poll(openFiles, { timeout: 20_000 }).toBeLessThanOrEqual(files);
    const response = await start();
    await new Promise((resolve) => response.once('data', resolve));
    response.pause();
    await truncate(join(hub.topdir, 'work/tasks/7/7/big.bin'), 1000);
    await expect(
      (async () => {
        for await (const piece of response) void piece;
      })(),
    ).rejects.toThrow('aborted');
    await expect.poll(openFiles, { timeout: 20_000 }).toBeLessThanOrEqual(files);
  });

  it('leaves nothing open when the call fails after it was found', async () => {
    const hub = await open();
    await withFile(hub, 1_000_000);
    const files = await openFiles();
    const call = { methodName: 'downloadTaskOutput', params: [7, 'big.bin'] };
    await hub.anonymous.call('multiCall', [[call, call, call]]);
    await hub.anonymous.call('multiCall', [[call, { methodName: 'nothing', params: [] }]]);
    await expect.poll(openFiles, { timeout: 20_000 }).toBeLessThanOrEqual(files);
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('kojikit-answer-'))).toEqual([]);
  });
});
