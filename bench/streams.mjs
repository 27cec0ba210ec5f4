// What open pages cost while nothing happens: 500 streams of live updates, each on the log of a task of its own, and as many
// on the list of tasks. Needs /proc. KOJIKIT_BENCH_POSTGRES=postgresql://… adds a PostgreSQL database that is made and dropped.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Driver from 'better-sqlite3';
import pg from 'pg';
import { onPostgres } from './lib/on-postgres.mjs';
import { ServedHub } from './lib/served-hub.mjs';

const STREAMS = Number(process.env.KOJIKIT_BENCH_STREAMS ?? 500);
const SECONDS = Number(process.env.KOJIKIT_BENCH_SECONDS ?? 30);
/** Tasks that ended long ago. */
const OLD = 100_000;
const LOG = Array.from({ length: 1000 }, (_, line) => `compiling file ${line} of this log\n`).join('');
const REQUEST =
  "<?xml version='1.0'?>\n<methodCall>\n<methodName>newRepo</methodName>\n<params>\n<param>\n<value><string>f40</string></value>\n</param>\n</params>\n</methodCall>\n";

const tasks = (first, count, state) => ({ first, count, state, request: REQUEST });
const SETS = [tasks(0, OLD, 2), tasks(OLD, STREAMS, 1)];
const columns =
  'INSERT INTO task (id, state, create_time, start_time, owner, method, request, arch, priority, weight, channel_id)';

function fillSqlite(hub) {
  const driver = new Driver(join(hub.folder, 'koji.sqlite'));
  const statement = driver.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count) ${columns}
     SELECT @first + i, @state, '2024-01-02 03:04:05.678900+00:00', '2024-01-02 03:04:05.678900+00:00', 1, 'newRepo', @request, 'noarch', 20, 1.5, 1 FROM n`,
  );
  for (const values of SETS) statement.run(values);
  driver.close();
}

async function fillPostgres(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const { first, count, state, request } of SETS)
    await client.query(
      `${columns} SELECT $1::int + i, $3::int, '2024-01-02 03:04:05+00', '2024-01-02 03:04:05+00', 1, 'newRepo', $4, 'noarch', 20, 1.5, 1
       FROM generate_series(1, $2::int) AS i`,
      [first, count, state, request],
    );
  await client.query('ANALYZE');
  await client.end();
}

function makeLogs(hub) {
  for (let id = OLD + 1; id <= OLD + STREAMS; id += 1) {
    const folder = join(hub.folder, 'work/tasks', String(id % 10_000), String(id));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'build.log'), LOG);
  }
}

const agent = new Agent({ keepAlive: false, maxSockets: Infinity });
/* Readers at many addresses: one alone may hold fifty streams. */
const from = (reader) => ({ 'x-forwarded-for': `10.0.${reader >> 8}.${reader & 255}` });

/** Opens a stream; resolves when its headers have come. */
const open = (address, reader, bytes) =>
  new Promise((resolve, reject) => {
    const sent = get(address, { agent, headers: from(reader) }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${address}: ${response.statusCode}`));
      response.on('data', (data) => (bytes.count += data.length));
      response.on('error', () => undefined);
      resolve(sent);
    });
    sent.on('error', reject);
  });

async function eventsOf(hub, page) {
  const text = await (await fetch(`${hub.origin}/koji/${page}`)).text();
  const [, address] = /data-events="([^"]*)"/.exec(text) ?? [];
  if (address === undefined) throw new Error(`${page} follows nothing`);
  return `${hub.origin}/koji/${address.replaceAll('&amp;', '&')}`;
}

async function measure(hub, name, pageOf) {
  const addresses = [];
  for (let reader = 0; reader < STREAMS; reader += 1) addresses.push(await eventsOf(hub, pageOf(reader)));
  await sleep(2000);
  const memory = hub.memory();
  const bytes = { count: 0 };
  const streams = await Promise.all(addresses.map((address, reader) => open(address, reader, bytes)));
  await sleep(6000);
  const [busy, started, read] = [hub.processorSeconds(), performance.now(), bytes.count];
  await sleep(SECONDS * 1000);
  const seconds = (performance.now() - started) / 1000;
  const share = ((hub.processorSeconds() - busy) / seconds) * 100;
  console.log(
    [
      name.padEnd(44),
      `${share.toFixed(1)} % of a core`,
      `${hub.memory().toFixed(0)} MB (${(hub.memory() - memory).toFixed(0)} more than before)`,
      `${((bytes.count - read) / STREAMS / seconds).toFixed(2)} bytes/s each`,
    ].join('  '),
  );
  for (const stream of streams) stream.destroy();
  await sleep(1000);
}

async function bench(engine, databaseUrl, fill) {
  const hub = await ServedHub.prepare(databaseUrl, 'TrustedProxies = 127.0.0.1\n');
  try {
    await fill(hub);
    makeLogs(hub);
    await hub.start();
    await sleep(3000);
    const [busy, started] = [hub.processorSeconds(), performance.now()];
    await sleep(5000);
    const idle = ((hub.processorSeconds() - busy) / (performance.now() - started)) * 1e5;
    console.log(`${engine}, nobody reads: ${idle.toFixed(1)} % of a core, ${hub.memory().toFixed(0)} MB`);
    await measure(
      hub,
      `${engine}, ${STREAMS} logs of as many tasks`,
      (reader) => `watchlogs?taskID=${OLD + 1 + reader}`,
    );
    await measure(hub, `${engine}, ${STREAMS} lists of tasks`, () => 'tasks');
    await hub.stop();
  } finally {
    agent.destroy();
    hub.process?.kill('SIGKILL');
    hub.remove();
  }
}

await bench('SQLite', undefined, fillSqlite);
await onPostgres((url) => bench('PostgreSQL', url, () => fillPostgres(url)));
