// Whether calls stay as fast when the database grows: the same site beside itself with a part of a tenth of Fedora's rows more,
// which lie beside what the calls ask for. Prints calls per second of both, the share that is kept (aim: 80 %), the slowest of a
// hundred, and the memory of both hubs. KOJIKIT_BENCH_POSTGRES=postgresql://… is the server. BENCH_PART says which part of a
// tenth it is (0.1), BENCH_SECONDS how long each call is made of each (3).
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
/** Both sites are asked by turns, as what else the machine does changes. */
const TURNS = 5;
const CALLERS = 4;
const DAY = 86_400;
const yesterday = Date.now() / 1000 - DAY;
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
  ['listTasks', { owner: 9, state: [5] }, { limit: 50, order: '-id' }],
  ['listTasks', { method: 'createrepo' }, { limit: 50, order: '-id' }],
  ['listTasks', { createdAfter: yesterday }, { limit: 50, order: '-id' }],
  ['listTasks', { completeAfter: yesterday, state: [2] }, { limit: 50, order: '-completion_time' }],
  ['listBuilds', options({ userID: 'dev7', queryOpts: { limit: 50, order: '-build_id' } })],
  ['listRPMs', options({ buildID: 4242 })],
  ['listRPMs', options({ buildrootID: 1 })],
  ['getLatestRPMS', 'base7', options({ package: 'pkg-00006' })],
  ['queryHistory', options({ package: 'pkg-00007' })],
  ['search', 'pkg-00007*', 'package', 'glob'],
  ['search', 'pkg-00007-1.3*', 'rpm', 'glob'],
];

const PAGES = [
  'taskinfo?taskID=4242',
  'buildinfo?buildID=4242',
  'builds',
  'tasks',
  'packageinfo?packageID=77',
  'userinfo?userID=dev7',
];

async function opened(address) {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  return client;
}

/** Calls several at once for a turn; answers calls per second and all their milliseconds. */
async function measure(ask) {
  const times = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      do {
        const begin = performance.now();
        await ask();
        times.push(performance.now() - begin);
      } while (performance.now() - start < (SECONDS * 1000) / TURNS);
    }),
  );
  return { rate: times.length / ((performance.now() - start) / 1000), times };
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)];
const slowest = (turns) => {
  const times = sorted(turns.flatMap((turn) => turn.times));
  return times[Math.min(times.length - 1, Math.floor(times.length * 0.99))];
};
const rateOf = (turns) => median(turns.map(({ rate }) => rate));

async function compare(title, hubs, asker) {
  const asks = hubs.map(asker);
  for (const ask of asks) for (let n = 0; n < 10; n += 1) await ask();
  const [small, large] = [[], []];
  for (let turn = 0; turn < TURNS; turn += 1) {
    small.push(await measure(asks[0]));
    large.push(await measure(asks[1]));
  }
  const share = median(large.map(({ rate }, turn) => (100 * rate) / small[turn].rate));
  tell({ what: `${title}: rate kept`, beside: 'the small site', value: share, unit: '%', aim: 80 });
  const columns = [short(rateOf(small)), short(rateOf(large)), `${Math.round(share)} %`];
  console.log(line(title, ...columns, short(slowest(small)), short(slowest(large))));
}

/** A call in few words: what is asked of the filters that tell it from others. */
function titleOf(method, params) {
  const words = params.flatMap((value) => (typeof value === 'object' ? Object.keys(value) : [value]));
  const telling = words.filter((word) => !['__starstar', 'queryOpts', 'limit', 'order'].includes(word));
  return [method, ...telling].join(' ').slice(0, 33);
}

const sizes = Object.fromEntries(Object.entries(TENTH).map(([name, rows]) => [name, Math.ceil(rows * PART)]));
await onPostgres(async (address) => {
  const admin = await opened(address);
  const hubs = [await ServedHub.prepare(address)];
  const client = await opened(address);
  const script = (text) => client.query(text);
  await fillLargeSite({ database: { transaction: (body) => body({ script }) }, engine: 'postgresql' });
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
      await compare(titleOf(method, params), hubs, ({ url }) => {
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
