import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import pino from 'pino';
import sql from 'sql-template-tag';
import { expect, it, onTestFinished } from 'vitest';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { eachDatabase, eachEmptyDatabase, type TestHub } from '@kojikit/testing';
import { createHub, defaultHubConfig, openDatabase, readBody } from '../../src/index.js';
import { anyone, defineHubPlugin, method } from '../../src/plugin.js';
import { callInside } from '../../src/rpc/inside-calls.js';
import { shortLine } from '../../src/short-line.js';

/* What the loss of the connection looks like on each engine. */
const losing = defineHubPlugin({
  name: 'losing',
  methods: [
    method('loseConnection', {
      params: {},
      access: anyone,
      handler: async (ctx) => {
        if (ctx.db.dialect.name === 'postgresql') {
          return ctx.db.value(sql`SELECT pg_terminate_backend(pg_backend_pid())`);
        }
        throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
      },
    }),
    method('accident', {
      params: {},
      access: anyone,
      handler: () => {
        throw new Error('an accident of the hub');
      },
    }),
  ],
});

/* Who asks for a page. */
const caller = { remoteAddress: '127.0.0.1', query: '', headers: {} };

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

  it('is fault 1014 of one call of a page that only reads', async () => {
    const { hub } = await open({ plugins: [losing] });
    const read = { method: 'listTags', params: [] };
    const lost = { fault: { code: 1014, message: 'database outage' } };
    const calls = [read, { method: 'loseConnection', params: [] }, read];
    expect(await callInside(hub.parts, caller, calls)).toEqual([{ result: [] }, lost, { result: [] }]);
  });

  it('is fault 1014 of all calls of a page that wrote, and nothing is written', async () => {
    const hub = await open({ plugins: [losing] });
    const admin = await hub.as('kojiadmin');
    const lost = { fault: { code: 1014, message: 'database outage' } };
    const session = { 'koji-session-id': String(admin.session!.id), 'koji-session-key': admin.session!.key };
    const calls = [
      { method: 'createTag', params: ['lost'] },
      { method: 'loseConnection', params: [] },
      { method: 'listTags', params: [] },
    ];
    expect(await callInside(hub.hub.parts, { ...caller, headers: session }, calls)).toEqual([
      lost,
      lost,
      lost,
    ]);
    expect(await admin.call('getTag', ['lost'])).toBeNull();
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

eachDatabase('many more calls at once than there are connections', (open) => {
  it('are all answered, those that read and those that write', async () => {
    const hub = await open({ config: { LoginAttempts: 0 } });
    const url = await hub.listen();
    const agent = new Agent({ keepAlive: true, maxSockets: 300 });
    const send = (body: string) =>
      new Promise<unknown>((resolve, reject) => {
        const sent = request(url, { method: 'POST', agent }, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => {
            try {
              resolve(decodeResponse(Buffer.concat(parts)));
            } catch (error) {
              reject(error as Error);
            }
          });
        });
        sent.once('error', reject).end(body);
      });
    const reads = Array.from({ length: 600 }, () => send(encodeCall('getLoggedInUser', [])));
    const lists = Array.from({ length: 300 }, () => send(encodeCall('listTags', [])));
    // The calls of one session come one after another.
    const writes = Array.from({ length: 40 }, async (none, index) =>
      (await hub.as('kojiadmin')).call('createTag', [`tag-${index}`]),
    );
    expect(new Set(await Promise.all(reads))).toEqual(new Set([null]));
    expect(await Promise.all(lists)).toHaveLength(300);
    expect(new Set(await Promise.all(writes)).size).toBe(40);
    agent.destroy();
  });
});

eachEmptyDatabase('a database whose connections stay in use', (make, engine) => {
  it('refuses who has waited for too long with fault 1014, and answers again when one is free', async () => {
    const connection = await make();
    const impatient = connection.kind === 'sqlite' ? { patience: 0.2 } : { poolSize: 2, connectTimeout: 0.2 };
    const database = await openDatabase({ ...connection, ...impatient });
    onTestFinished(() => database.close());
    const folder = await mkdtemp(join(tmpdir(), 'kojikit-busy-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const config = defaultHubConfig({ KojiDir: folder, LogLevel: 'CRITICAL' });
    const hub = await createHub({ config, database, schema: 'apply' });
    onTestFinished(() => hub.close());
    const users = Array.from({ length: engine === 'sqlite' ? 1 : 2 }, () => database.open());
    for (const user of users) await user.all(sql`SELECT 1`);
    const list = async (method: string, params: unknown[]) => {
      const answer = await hub.handle({
        method: 'POST',
        query: '',
        headers: {},
        body: Buffer.from(encodeCall(method, params)),
        remoteAddress: '127.0.0.1',
      });
      return decodeResponse(await readBody(answer.body));
    };
    const away = { code: 1014, message: expect.stringContaining('seconds') as string };
    await expect(list('listTags', [])).rejects.toMatchObject(away);
    const call = { methodName: 'listTags', params: [] };
    expect(await list('multiCall', [[call]])).toEqual([
      expect.objectContaining({ faultCode: 1014, faultString: away.message }),
    ]);
    expect(await callInside(hub.parts, caller, [{ method: 'listTags', params: [] }])).toEqual([
      { fault: away },
    ]);
    for (const user of users) await user.release();
    expect(await list('listTags', [])).toEqual([]);
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
