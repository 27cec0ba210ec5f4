// Calls per second over HTTP, on both engines, beside the raw driver doing the query of one of the calls; and beside
// another hub when KOJI_HUB names one. Data is made through the API, so that any hub can have it.
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import pg from 'pg';
import { createClient } from '@kojikit/client';
import { encodeCall, hubCall } from '@kojikit/protocol';
import { createTestHub } from '@kojikit/testing';
import { line, rate, short } from './lib/rate.mjs';

const PACKAGES = 2000;
const BUILDS = 200;
const BATCH = 200;

/** Makes the data that the calls read: a chain of tags, packages with owners, builds that are tagged. */
async function makeData(client, owner) {
  if ((await client.call('getTag', { tagInfo: 'bench-4' })) !== null) return;
  for (let level = 0; level <= 4; level += 1) {
    const parent = level === 0 ? {} : { parent: `bench-${level - 1}` };
    await client.call('createTag', { name: `bench-${level}`, arches: 'x86_64', extra: { level }, ...parent });
  }
  await client.call('createBuildTarget', { name: 'bench', build_tag: 'bench-4', dest_tag: 'bench-0' });
  const many = async (calls) => {
    for (let start = 0; start < calls.length; start += BATCH) {
      const answers = await client.multicall(calls.slice(start, start + BATCH));
      const failed = answers.find((answer) => 'fault' in answer);
      if (failed) throw failed.fault;
    }
  };
  const names = Array.from({ length: PACKAGES }, (_, index) => `bench-package-${index}`);
  await many(
    names.map((name, index) =>
      hubCall('packageListAdd', { taginfo: `bench-${index % 5}`, pkginfo: name, owner }),
    ),
  );
  const built = names.filter((_, index) => index % 5 === 0).slice(0, BUILDS);
  await many(
    built.map((name) => hubCall('createEmptyBuild', { name, version: '1', release: '1', epoch: null })),
  );
  await many(built.map((name) => hubCall('tagBuildBypass', { tag: 'bench-0', build: `${name}-1-1` })));
}

const CALLS = [
  ['echo', [1]],
  ['getTag', ['bench-4']],
  ['getBuild', ['bench-package-0-1-1']],
  ['getBuildTargets', []],
  ['getFullInheritance', ['bench-4']],
  ['getBuildConfig', ['bench-4']],
  ['listTagged', ['bench-4', null, true, null, true], `listTagged of ${BUILDS}, inherited`],
  ['listPackages', ['bench-4', null, null, null, true], `listPackages of ${PACKAGES}, inherited`],
];

/* One after another, as the calls of one session are. */
const WRITES = [
  ['editTag2', (n) => ({ tagInfo: 'bench-1', extra: { level: n } })],
  ['packageListAdd', (n) => ({ taginfo: 'bench-1', pkginfo: `bench-more-${n}`, owner: 1 })],
  ['createEmptyBuild', (n) => ({ name: `bench-new-${n}`, version: '1', release: '1', epoch: null })],
];

/** Writing calls per second, in a session of their own. */
async function writing({ url, user, password }, name, params) {
  const client = createClient({ url, auth: { type: 'password', user, password } });
  await client.login();
  let n = Date.now();
  const perSecond = await rate(() => client.call(name, params(n++)), { callers: 1 });
  await client.logout();
  client.close();
  return perSecond;
}

function caller(url, name, params) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const body = Buffer.from(encodeCall(name, params));
  const headers = { 'content-type': 'text/xml', 'content-length': body.length };
  return () =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error('HTTP error')),
        );
      });
      sent.once('error', reject);
      sent.end(body);
    });
}

async function prepare({ url, user, password }) {
  const client = createClient({ url, auth: { type: 'password', user, password } });
  await client.login();
  await makeData(client, user);
  await client.logout();
  client.close();
}

async function rawSqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'kojikit-bench-'));
  const driver = new Driver(join(folder, 'raw.sqlite'));
  driver.exec(
    "CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT UNIQUE); INSERT INTO tag VALUES (1, 'bench-4')",
  );
  const statement = driver.prepare('SELECT id, name FROM tag WHERE name = ?');
  const perSecond = await rate(async () => statement.get('bench-4'), { seconds: 1, callers: 1 });
  driver.close();
  rmSync(folder, { recursive: true, force: true });
  return perSecond;
}

async function rawPostgres(url) {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  const query = { name: 'raw', text: "SELECT 1 AS id, 'bench-4' AS name", values: [] };
  const perSecond = await rate(() => pool.query(query), { seconds: 1 });
  await pool.end();
  return perSecond;
}

const sqlite = await createTestHub({ database: 'sqlite' });
const postgresql = await createTestHub({ database: 'postgresql' });
try {
  const hubs = {
    SQLite: { url: await sqlite.listen(), user: 'kojiadmin', password: 'pw' },
    PostgreSQL: { url: await postgresql.listen(), user: 'kojiadmin', password: 'pw' },
  };
  const other = process.env.KOJI_HUB;
  if (other) {
    const { KOJI_HUB_USER: user = 'kojiadmin', KOJI_HUB_PASSWORD: password = 'pw' } = process.env;
    hubs['other hub'] = { url: other, user, password };
  }
  for (const hub of Object.values(hubs)) await prepare(hub);
  const show = (title, rates) => {
    const ratio = other ? [short(rates[1] / rates[2])] : [];
    console.log(line(title, ...rates.map(short), ...ratio));
  };
  console.log(line('calls per second, 8 callers', ...Object.keys(hubs), ...(other ? ['PG / other'] : [])));
  for (const [name, params, title = name] of CALLS) {
    const rates = [];
    for (const { url } of Object.values(hubs)) rates.push(await rate(caller(url, name, params)));
    show(title, rates);
  }
  for (const [name, params] of WRITES) {
    const rates = [];
    for (const hub of Object.values(hubs)) rates.push(await writing(hub, name, params));
    show(`${name}, one caller`, rates);
  }
  const server = process.env.KOJIKIT_BENCH_POSTGRES;
  const raw = [await rawSqlite(), ...(server ? [await rawPostgres(server)] : [])];
  console.log(line('\nraw driver, one small query', ...raw.map(short)));
} finally {
  await sqlite.close();
  await postgresql.close();
}
