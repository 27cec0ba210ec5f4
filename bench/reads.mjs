// What reading calls cost: milliseconds of processor time of the hub and of its PostgreSQL, on a site that has been in use for
// years. KOJIKIT_BENCH_POSTGRES=postgresql://… is a server for our hub. Koji's own hub gets the same calls in turns when
// KOJI_HUB=http://…/kojihub names it, KOJI_HUB_PID its process and KOJI_HUB_DATABASE=postgresql://… its database on that server,
// which has Koji's tables, an admin as user 1 and no rows of ours yet, or those of a run before.
// BENCH_SECONDS says how long each call is made in each turn (1.5); BENCH_ONLY names one. Of the turns of a hub the cheapest one
// counts: what else happens on the machine, and on the one below it, only ever makes them dearer.
// A second hub of ours, with KeptAnswers = 0, makes every answer anew.
import pg from 'pg';
import { familySeconds, serverSeconds } from './lib/cpu.mjs';
import { HubCaller } from './lib/hub-caller.mjs';
import { fillLargeSite } from './lib/large-site.mjs';
import { onPostgres } from './lib/on-postgres.mjs';
import { line, short } from './lib/rate.mjs';
import { ServedHub } from './lib/served-hub.mjs';
import { tell } from './lib/summary.mjs';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 1.5);
const CALLERS = 2;
const TURNS = 6;
const options = (values) => ({ __starstar: true, ...values });

/** A title, how many times cheaper than Koji's it should be, the method and its parameters. */
const READS = [
  ['echo', 10, 'echo', 1, 'two', { three: [4] }],
  ['getTag', 8, 'getTag', 'proj25-build'],
  ['getBuild', 8, 'getBuild', 1234],
  ['getTaskInfo with request', 5, 'getTaskInfo', 4242, options({ request: true })],
  ['listTasks, 50', 5, 'listTasks', { state: [0, 1, 5] }, { limit: 50, order: '-id' }],
  ['getFullInheritance, 20 deep', 10, 'getFullInheritance', 'proj299-build'],
  ['getBuildConfig', 15, 'getBuildConfig', 'proj299-build'],
  ['listTagged, latest', 10, 'listTagged', 'base7', options({ latest: true })],
  ['listTagged, inherited', 8, 'listTagged', 'proj299-build', options({ latest: true, inherit: true })],
  ['getLatestBuilds', 30, 'getLatestBuilds', 'proj299-build', options({ package: 'pkg-00010' })],
  ['listPackages, inherited', 8, 'listPackages', 'proj299-build', options({ inherited: true })],
  ['listTaggedRPMS', 10, 'listTaggedRPMS', 'base7', options({ latest: true })],
  ['listBuilds of a package', 8, 'listBuilds', options({ packageID: 77 })],
  ['listTags', 8, 'listTags'],
  ['getBuildTargets', 8, 'getBuildTargets'],
  ['multicall of 100 getBuild', 15, 'multiCall', builds(100)],
  ['listTasks, 2,400', 5, 'listTasks', { state: [5] }],
  ['page of 2,400 tasks', 5, 'countAndFilterResults', 'listTasks', { state: [5] }, page('-id')],
  ['count of 117,000 tasks', 5, 'count', 'listTasks', { state: [2] }],
  ['listBuilds, newest 50', 5, 'listBuilds', options({ queryOpts: { order: '-build_id', limit: 50 } })],
  ['listBuilds by a pattern', 5, 'listBuilds', options({ pattern: 'pkg-0000*' })],
];

function page(order) {
  return options({ filterOpts: { order, limit: 50 } });
}

const sum = (parts) => parts.reduce((all, part) => all + part, 0);

function builds(count) {
  return Array.from({ length: count }, (_unused, n) => ({ methodName: 'getBuild', params: [100 + n] }));
}

async function fill(address) {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  const { rows } = await client.query("SELECT 1 FROM tag WHERE name = 'base7'");
  const script = (text) => client.query(text);
  if (rows.length === 0) {
    // Where nobody has changed anything yet there is no event either.
    await client.query('INSERT INTO events (time) SELECT now() WHERE NOT EXISTS (SELECT 1 FROM events)');
    await client.query('BEGIN');
    await fillLargeSite({ database: { transaction: (body) => body({ script }) }, engine: 'postgresql' });
    await client.query('COMMIT');
    await client.query('VACUUM ANALYZE');
  }
  await client.end();
}

/** Calls for a while, two at once: milliseconds of the hub and of its database for each. */
async function measure(hub, method, params, seconds) {
  const callers = Array.from({ length: CALLERS }, () => new HubCaller(hub.url));
  let calls = 0;
  const [before, start] = [hub.busy(), performance.now()];
  await Promise.all(
    callers.map(async (caller) => {
      do {
        await caller.call(method, ...params);
        calls += 1;
      } while (performance.now() - start < seconds * 1000);
    }),
  );
  return hub.busy().map((busy, index) => (1000 * (busy - before[index])) / calls);
}

const { KOJI_HUB: other, KOJI_HUB_DATABASE: database, KOJI_HUB_PID: pid, BENCH_ONLY: only } = process.env;
const nameOf = (address) => new URL(address).pathname.slice(1);

const busyOf = (served, address) => () => [served.processorSeconds(), serverSeconds(nameOf(address))];

await onPostgres(async (address) => {
  const served = await ServedHub.prepare(address);
  const making = await ServedHub.prepare(address, 'KeptAnswers = 0\n');
  try {
    await fill(address);
    await served.start();
    await making.start();
    const hubs = [
      { url: served.url, busy: busyOf(served, address) },
      { url: making.url, busy: busyOf(making, address) },
    ];
    if (other) {
      await fill(database);
      hubs.push({
        url: other,
        busy: () => [familySeconds([Number(pid)]), serverSeconds(nameOf(database))],
      });
    }
    const beside = other ? ["Koji's hub", "Koji's db", 'times', 'made anew', 'aim'] : [];
    console.log(line(`ms, ${CALLERS} callers`, 'hub', 'database', 'anew: hub', 'database', ...beside));
    for (const [title, aim, method, ...params] of READS) {
      if (only && only !== method) continue;
      const spent = hubs.map(() => [Infinity, Infinity]);
      for (let turn = 0; turn <= TURNS; turn += 1) {
        for (const [index, hub] of hubs.entries()) {
          // The first turn is for the compiler and the caches.
          const each = await measure(hub, method, params, turn === 0 ? 4 * SECONDS : SECONDS);
          // What a connection has spent is gone with it, when one was closed meanwhile.
          const whole = each.every((milliseconds) => milliseconds >= 0);
          if (turn > 0 && whole && sum(each) < sum(spent[index])) spent[index] = each;
        }
      }
      const columns = spent.flat().map(short);
      if (other) {
        const [ours, anew, theirs] = spent.map(sum);
        columns.push(short(theirs / ours), short(theirs / anew), aim);
        tell({ what: `${title}: processor time`, beside: "Koji's hub", value: theirs / ours, aim });
      }
      console.log(line(title, ...columns));
    }
  } finally {
    for (const hub of [served, making]) {
      await hub.stop();
      hub.remove();
    }
  }
});
