import { PassThrough } from 'node:stream';
import pino from 'pino';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { encodeCall } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { createHub } from '../../src/index.js';
import { anyone, defineHubPlugin, method } from '../../src/plugin.js';
import { shortLine } from '../../src/short-line.js';

/* What the loss of the connection looks like on each engine. */
const losing = defineHubPlugin({
  name: 'losing',
  methods: [
    method('loseConnection', {
      params: [],
      access: anyone,
      handler: async (ctx) => {
        if (ctx.db.dialect.name === 'postgresql') {
          return ctx.db.value(sql`SELECT pg_terminate_backend(pg_backend_pid())`);
        }
        throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
      },
    }),
    method('accident', {
      params: [],
      access: anyone,
      handler: () => {
        throw new Error('an accident of the hub');
      },
    }),
  ],
});

const lose = { methodName: 'loseConnection', params: [] };

eachDatabase('a lost connection to the database', (open) => {
  it('is fault 1014, and the next call has another connection', async () => {
    const hub = await open({ plugins: [losing] });
    await expect(hub.anonymous.call('loseConnection')).rejects.toMatchObject({
      code: 1014,
      message: 'database outage',
    });
    expect(await hub.anonymous.call('listTags')).toEqual([]);
  });

  it('is fault 1014 of one call of a multicall that only reads', async () => {
    const hub = await open({ plugins: [losing] });
    const read = { methodName: 'listTags', params: [] };
    expect(await hub.anonymous.call('multiCall', [[read, lose, read]])).toEqual([
      [[]],
      expect.objectContaining({ faultCode: 1014, faultString: 'database outage' }),
      [[]],
    ]);
  });

  it('is fault 1014 of a whole multicall that wrote, and nothing is written', async () => {
    const hub = await open({ plugins: [losing] });
    const admin = await hub.as('kojiadmin');
    const create = { methodName: 'createTag', params: ['lost'] };
    await expect(admin.call('multiCall', [[create, lose]])).rejects.toMatchObject({ code: 1014 });
    expect(await admin.call('getTag', ['lost'])).toBeNull();
    expect(await admin.call('createTag', ['kept'])).toEqual(expect.any(Number));
  });
});

/** The lines that a hub logs, on the database of another one. */
async function logging(
  hub: TestHub,
): Promise<{ send: (body: string) => Promise<void>; lines: () => Record<string, unknown>[] }> {
  const stream = new PassThrough();
  const log = pino({ level: 'debug' }, stream);
  const { config, database } = hub.hub;
  const second = await createHub({ config, database, log, plugins: [losing] });
  const texts: string[] = [];
  stream.on('data', (text: Buffer) => texts.push(text.toString()));
  return {
    send: async (body) => {
      await second.handle({
        method: 'POST',
        query: '',
        headers: {},
        body: Buffer.from(body),
        remoteAddress: '-',
      });
    },
    lines: () =>
      texts
        .join('')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

eachDatabase('the log', (open) => {
  it('has a line without a stack for what a caller does wrong, and a stack for accidents', async () => {
    const { send, lines } = await logging(await open());
    await send('no document');
    await send(encodeCall('noSuchMethod', []));
    await send(encodeCall('getTag', []));
    await send(encodeCall('listTasks', [{ method: 5 }]));
    await send(encodeCall('listTags', [null, null, { order: 'nothing' }]));
    await send(encodeCall('search', ['(', 'tag', 'regexp']));
    await send(encodeCall('getBuild', [{ id: 'x' }]));
    await send(encodeCall('listBuilds', [null, null, null, null, null, 'no time']));
    await send(encodeCall('multiCall', [[{ methodName: 'noSuchMethod', params: [] }, 5]]));
    expect(lines().length).toBeGreaterThanOrEqual(9);
    expect(lines().filter((line) => (line['level'] as number) > 30 || 'err' in line)).toEqual([]);
    await send(encodeCall('accident', []));
    expect(lines().at(-1)).toMatchObject({
      level: 50,
      err: { stack: expect.stringContaining('accident') as string },
    });
  });
});

it('keeps lines of the log short, whatever is in them', () => {
  const short = (entry: object) => {
    const line = shortLine(`${JSON.stringify(entry)}\n`);
    expect(line.length).toBeLessThanOrEqual(8192);
    expect(line.endsWith('\n')).toBe(true);
    return JSON.parse(line) as Record<string, unknown>;
  };
  const long = 'x'.repeat(1_000_000);
  expect(short({ level: 30, msg: 'a' })).toEqual({ level: 30, msg: 'a' });
  expect(short({ level: 30, msg: 'a', reason: long })).toMatchObject({ level: 30, msg: 'a' });
  expect(
    short({ level: 50, msg: long, err: { stack: long, message: long, deep: { er: { er: { er: long } } } } }),
  ).toMatchObject({ level: 50 });
  expect(
    short({
      level: 30,
      ...Object.fromEntries(Array.from({ length: 5000 }, (none, at) => [`${long.slice(0, 200)}${at}`, at])),
    }),
  ).toMatchObject({ level: 30 });
  expect(
    short({
      level: 30,
      list: Array.from({ length: 100_000 }, () => long.slice(0, 50)),
      quotes: '"'.repeat(100_000),
    }),
  ).toMatchObject({ level: 30 });
});
