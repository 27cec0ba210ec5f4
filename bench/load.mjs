// What big calls cost the callers beside them: memory of the hub's process, and how long /healthz and a small call take
// meanwhile. Needs /proc. KOJIKIT_BENCH_POSTGRES=postgresql://… adds a PostgreSQL database that is made and dropped.
import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import pg from 'pg';
import { createClient } from '@kojikit/client';
import { encodeCall } from '@kojikit/protocol';
import { onPostgres } from './lib/on-postgres.mjs';
import { ServedHub } from './lib/served-hub.mjs';
import { line } from './lib/rate.mjs';

const TASKS = Number(process.env.KOJIKIT_BENCH_TASKS ?? 500_000);
const MEGABYTES = Number(process.env.KOJIKIT_BENCH_MEGABYTES ?? 300);
/** Only the lines whose titles match are measured. */
const ONLY = new RegExp(process.env.KOJIKIT_BENCH_ONLY ?? '');
const REQUEST =
  "<?xml version='1.0'?>\n<methodCall>\n<methodName>buildArch</methodName>\n<params>\n<param>\n<value><string>cli-build/1700000000.1234.abcd/bash-5.2-1.src.rpm</string></value>\n</param>\n</params>\n</methodCall>\n";

function fillSqlite(hub) {
  const driver = new Driver(join(hub.folder, 'koji.sqlite'));
  driver
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO task (id, state, create_time, owner, method, request, arch, priority, weight, channel_id)
       SELECT i, 2, '2024-01-02 03:04:05.678900+00:00', 1, 'buildArch', ?, 'x86_64', 20, 1.5, 1 FROM n`,
    )
    .run(TASKS, REQUEST);
  driver.close();
}

async function fillPostgres(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `INSERT INTO task (id, state, create_time, owner, method, request, arch, priority, weight, channel_id)
     SELECT i, 2, '2024-01-02 03:04:05.678900+00', 1, 'buildArch', $2, 'x86_64', 20, 1.5, 1 FROM generate_series(1, $1::int) AS i`,
    [TASKS, REQUEST],
  );
  await client.query('ANALYZE');
  await client.end();
}

function makeFile(hub) {
  const folder = join(hub.folder, 'work/tasks/1/1');
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, 'big.bin'), 'w');
  const piece = randomBytes(1 << 20);
  for (let written = 0; written < MEGABYTES; written += 1) writeSync(file, piece);
  ftruncateSync(file, MEGABYTES << 20);
  closeSync(file);
}

/** Posts a body and reads the answer to its end; returns how many bytes came. */
function post(url, body, headers = {}, agent = undefined) {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'text/xml', ...headers } },
      (response) => {
        let length = 0;
        response.on('data', (piece) => (length += piece.length));
        response.once('end', () => resolve(length));
        response.once('error', reject);
      },
    );
    sent.on('error', reject);
    if (Buffer.isBuffer(body)) sent.end(body);
    else body(sent);
  });
}

function get(url, agent) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent }, (response) => response.resume().once('end', resolve));
    sent.once('error', reject).end();
  });
}

/** Times what others feel until `stop` is called: how long each small request took, in milliseconds. */
function watch(hub) {
  const agent = new Agent({ keepAlive: true });
  const small = Buffer.from(encodeCall('getTag', ['nothing']));
  const seen = { health: [], call: [], memory: 0 };
  let running = true;
  const repeat = async (times, ask) => {
    while (running) {
      const start = performance.now();
      await ask();
      times.push(performance.now() - start);
      seen.memory = Math.max(seen.memory, hub.memory());
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const both = Promise.all([
    repeat(seen.health, () => get(`${hub.origin}/healthz`, agent)),
    repeat(seen.call, () => post(hub.url, small, {}, agent)),
  ]).catch((error) => (seen.failure = error));
  return async () => {
    running = false;
    await both;
    agent.destroy();
    return seen;
  };
}

const at = (times, part) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))];
const ms = (number) => `${number.toFixed(0)} ms`;

async function measure(hub, title, body) {
  if (!ONLY.test(title)) return;
  await hub.start();
  try {
    for (let warm = 0; warm < 20; warm += 1) await get(`${hub.origin}/healthz`);
    const before = hub.memory();
    const stop = watch(hub);
    const started = performance.now();
    const bytes = await body().catch((error) => error.message);
    const seconds = (performance.now() - started) / 1000;
    const { health, call, memory, failure } = await stop();
    if (failure) return console.log(line(title, `the hub is gone: ${failure.message}`));
    console.log(
      line(
        title,
        typeof bytes === 'number' ? `${(bytes / 1e6).toFixed(0)} MB` : bytes,
        `${seconds.toFixed(1)} s`,
        `+${(memory - before).toFixed(0)} MB`,
        ...[ms(at(health, 0.99)), ms(Math.max(...health)), ms(at(call, 0.99)), ms(Math.max(...call))],
      ),
    );
  } finally {
    await hub.stop();
  }
}

const times = (count, body) => async () => {
  const answers = await Promise.all(Array.from({ length: count }, (_, index) => body(index)));
  return answers.reduce((sum, length) => sum + length, 0);
};

async function uploader(hub) {
  const client = createClient({
    url: hub.url,
    auth: { type: 'password', user: 'kojiadmin', password: 'pw' },
  });
  await client.login();
  const { id, key } = client.session.credentials;
  client.close();
  return {
    'koji-session-id': String(id),
    'koji-session-key': key,
    'content-type': 'application/octet-stream',
  };
}

function upload(hub, headers, index) {
  const query = new URLSearchParams({
    filepath: 'cli-bench',
    filename: `f${index}`,
    fileverify: 'adler32',
    overwrite: '1',
    offset: '0',
  });
  const piece = randomBytes(1 << 20);
  return post(
    `${hub.url}?${query}`,
    async (sent) => {
      for (let written = 0; written < MEGABYTES; written += 1) {
        if (!sent.write(piece)) await new Promise((resolve) => sent.once('drain', resolve));
      }
      sent.end();
    },
    { ...headers, 'content-length': String(MEGABYTES << 20) },
  );
}

async function scenarios(engine, hub) {
  const list = Buffer.from(encodeCall('listTasks', []));
  const ordered = Buffer.from(encodeCall('listTasks', [{}, { order: '-create_time' }]));
  const download = Buffer.from(encodeCall('downloadTaskOutput', [1, 'big.bin']));
  const several = Buffer.from(
    encodeCall('multiCall', [[1, 2].map(() => ({ methodName: 'listTasks', params: [] }))]),
  );
  console.log(line(`\n${engine}`, 'answered', 'time', 'memory', 'healthz p99', 'max', 'call p99', 'max'));
  const rows = TASKS.toLocaleString('en');
  await measure(hub, `listTasks of ${rows}`, () => post(hub.url, list));
  await measure(hub, 'the same, sorted by time', () => post(hub.url, ordered));
  await measure(
    hub,
    'the same, 4 at once',
    times(4, () => post(hub.url, list)),
  );
  await measure(hub, 'two of them in a multicall', () => post(hub.url, several));
  await measure(hub, `downloadTaskOutput of ${MEGABYTES} MB`, () => post(hub.url, download));
  await measure(
    hub,
    'the same, 12 at once',
    times(12, () => post(hub.url, download)),
  );
  // A method that there is not: reading the call is all that happens.
  const call = (value) => Buffer.from(encodeCall('noSuchMethod', [value]));
  const values = call(
    Array.from({ length: 400_000 }, (none, id) => ({ id, name: 'a name', list: [id, null] })),
  );
  await measure(hub, `a call of ${Math.round(values.length / 1e6)} MB, many values`, () =>
    post(hub.url, values),
  );
  const bytes = call(Buffer.alloc(75_000_000, 7));
  await measure(hub, 'a call of 100 MB, base64', () => post(hub.url, bytes));
  await measure(hub, `upload of ${MEGABYTES} MB, 4 at once`, async () => {
    const headers = await uploader(hub);
    await times(4, (index) => upload(hub, headers, index))();
    return (MEGABYTES << 20) * 4;
  });
}

const sqlite = await ServedHub.prepare();
try {
  fillSqlite(sqlite);
  makeFile(sqlite);
  await scenarios('SQLite', sqlite);
} finally {
  sqlite.remove();
}

await onPostgres(async (url) => {
  const postgresql = await ServedHub.prepare(url);
  try {
    await fillPostgres(url);
    makeFile(postgresql);
    await scenarios('PostgreSQL', postgresql);
  } finally {
    postgresql.remove();
  }
});
