// Whether calls stay as fast when the database grows: the same site beside itself with a part of a tenth of Fedora's rows more,
// which lie beside what the calls ask for. Prints calls per second of both, the share that is kept (aim: 80 %), the slowest of a
// hundred, and the memory of both hubs. KOJIKIT_BENCH_POSTGRES=postgresql://… is the server. BENCH_PART says which part of a
// tenth it is (0.1), BENCH_SECONDS how long each call is made (3).
import pg from 'pg';
import { HubCaller } from './lib/hub-caller.mjs';
import { growSite, TENTH } from './lib/grow-site.mjs';
import { fillLargeSite } from './lib/large-site.mjs';
import { onPostgres } from './lib/on-postgres.mjs';
import { line, short } from './lib/rate.mjs';
import { ServedHub } from './lib/served-hub.mjs';
import { tell } from './lib/summary.mjs';

const PART = Number(process.env.BENCH_PART ?? 0.1);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const CALLERS = 4;
const options = (values) => ({ __starstar: true, ...values });

const CALLS = [
  ['getBuild', 'pkg-00007-1.3-1.fc33'],
  ['getTaskInfo', 4242, options({ request: true })],
  ['listTasks', { state: [0, 1, 5] }, { limit: 50, order: '-id' }],
  ['getFullInheritance', 'proj299-build'],
  ['getBuildConfig', 'proj299-build'],
  ['listTagged', 'base7', options({ latest: true })],
  ['getLatestBuilds', 'proj299-build', options({ package: 'pkg-00010' })],
  ['listPackages', 'proj299-build', options({ inherited: true })],
  ['listTaggedRPMS', 'base7', options({ latest: true })],
  ['listBuilds', options({ packageID: 77 })],
  ['listBuildRPMs', 'pkg-00007-1.3-1.fc33'],
  ['getTaskDescendents', 4242],
  ['getBuildTargets'],
];

const PAGES = ['taskinfo?taskID=4242', 'buildinfo?buildID=4242'];

async function opened(address) {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  return client;
}

/** Calls several at once for a while; answers calls per second and all their milliseconds. */
async function measure(ask) {
  for (let n = 0; n < 20; n += 1) await ask();
  const times = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (performance.now() - start < SECONDS * 1000) {
        const begin = performance.now();
        await ask();
        times.push(performance.now() - begin);
      }
    }),
  );
  return { rate: times.length / ((performance.now() - start) / 1000), times: times.sort((a, b) => a - b) };
}

const slowest = ({ times }) => times[Math.min(times.length - 1, Math.floor(times.length * 0.99))];

async function compare(title, hubs, asker) {
  const [small, large] = [await measure(asker(hubs[0])), await measure(asker(hubs[1]))];
  const share = (100 * large.rate) / small.rate;
  const kept = `${Math.round(share)} %`;
  tell({ what: `${title}: rate kept`, beside: 'the small site', value: share, unit: '%', aim: 80 });
  console.log(
    line(title, short(small.rate), short(large.rate), kept, short(slowest(small)), short(slowest(large))),
  );
}

const sizes = Object.fromEntries(Object.entries(TENTH).map(([name, rows]) => [name, Math.ceil(rows * PART)]));
await onPostgres(async (address) => {
  const admin = await opened(address);
  const hubs = [await ServedHub.prepare(address)];
  const client = await opened(address);
  const script = (text) => client.query(text);
  await fillLargeSite({ database: { transaction: (body) => body({ script }) }, engine: 'postgres' });
  await client.end();
  await admin.end();

  // The large one begins as a copy of the small one.
  const copy = new URL(address);
  copy.pathname += '_large';
  const server = await opened(process.env.KOJIKIT_BENCH_POSTGRES);
  const [small, large] = [address, copy.href].map((url) => new URL(url).pathname.slice(1));
  await server.query(`CREATE DATABASE ${large} TEMPLATE ${small}`);
  try {
    const grown = await opened(copy.href);
    await growSite(grown, sizes);
    await grown.end();
    hubs.push(await ServedHub.prepare(copy.href));
    for (const hub of hubs) await hub.start();
    console.log(`beside the small site: ${JSON.stringify(sizes)}`);
    console.log(line(`${CALLERS} callers`, 'small /s', 'large /s', 'kept', 'small p99 ms', 'large p99 ms'));
    for (const [method, ...params] of CALLS) {
      await compare(method, hubs, ({ url }) => {
        const callers = Array.from({ length: CALLERS }, () => new HubCaller(url));
        let turn = 0;
        return () => callers[(turn += 1) % CALLERS].call(method, ...params);
      });
    }
    for (const page of PAGES) {
      await compare(page, hubs, ({ origin }) => async () => {
        const answer = await fetch(`${origin}/koji/${page}`);
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`${page}: ${answer.status}`);
      });
    }
    const memory = hubs.map((hub) => short(hub.memory('VmHWM')));
    console.log(line('most memory, MB', ...memory));
  } finally {
    for (const hub of hubs) {
      if (hub.process) await hub.stop();
      hub.remove();
    }
    await server.query(`DROP DATABASE ${large} WITH (FORCE)`);
    await server.end();
  }
});
