// The scheduler with a full queue: 25,000 builds wait and 300 simulated builders make the calls that Koji's kojid makes. Prints
// how many tasks are assigned in a second, how long host.getTasks takes, and what both cost in processor time, and fails when
// a host was given more than its capacity or its most tasks. Builders that take builds join one after another over the time that
// a build takes, the others within their pause between two looks: from then on tasks begin and end all the time, and what the
// builders can do is a bit more than 100 tasks a second. What came before is not measured.
// KOJIKIT_BENCH_POSTGRES=postgresql://… is a server for our hub. Koji's own hub gets the same load when KOJI_HUB=http://…/kojihub
// names it, KOJI_HUB_DATABASE=postgresql://… its fresh database with the user kojiadmin, and KOJI_HUB_PID its process. Its
// RunInterval should be 1 and its channel policy the one of queued-site.mjs, as ours are here.
// BENCH_ENGINE names one engine only, BENCH_HOSTS, BENCH_BUILDS, BENCH_SECONDS and BENCH_TASK_SECONDS other sizes.
import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { familySeconds, serverSeconds } from './lib/cpu.mjs';
import { onPostgres } from './lib/on-postgres.mjs';
import { CAPACITY, CHANNEL_POLICY, fillQueuedSite, takesBuilds } from './lib/queued-site.mjs';
import { line, short } from './lib/rate.mjs';
import { ServedHub } from './lib/served-hub.mjs';
import { SimulatedBuilder } from './lib/simulated-builder.mjs';
import { tell } from './lib/summary.mjs';

const HOSTS = Number(process.env.BENCH_HOSTS ?? 300);
const BUILDS = Number(process.env.BENCH_BUILDS ?? 25_000);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);
const TASK_SECONDS = Number(process.env.BENCH_TASK_SECONDS ?? 12);
const JOINING = 75;
const WARM_UP = JOINING + 30;
const SLEEPTIME = 15;
const MAX_JOBS = 26;
const SIZES = { hosts: HOSTS, builds: BUILDS, finished: 100_000 };
const ARCHES = ['x86_64', 'aarch64'];

/*
 * What hosts have: a task counts with what it weighed when it was given away, 1, or less where it weighs less now, and builds
 * not at all, which weigh nothing while they wait. So at no moment it may be as much as the capacity and one task more.
 */
const LOADS = `SELECT host_id, count(*) AS tasks, sum(CASE WHEN waiting IS TRUE OR method = 'build' THEN 0
    WHEN weight > 1 THEN 1 ELSE weight END) AS load FROM task
  WHERE state IN (1, 4) AND host_id IS NOT NULL GROUP BY host_id`;

/** A database, asked past the hub. */
function sqliteFile(path) {
  const driver = new Sqlite(path);
  return {
    run: async (statement) => driver.exec(statement),
    all: async (query) => driver.prepare(query).all(),
    close: async () => driver.close(),
  };
}

async function postgresDatabase(url) {
  const client = new pg.Client({ connectionString: url, application_name: 'bench' });
  await client.connect();
  return {
    run: (statement) => client.query(statement),
    all: async (query) => (await client.query(query)).rows,
    close: () => client.end(),
  };
}

/** Lets the builders work, and measures after a while. `busy` answers seconds of processor time: of the hub, of its database. */
async function measure({ url, database, busy }) {
  const ended = new AbortController();
  setMaxListeners(0, ended.signal);
  let times = new Map();
  const faults = new Map();
  const observe = (method, milliseconds) => {
    if (!times.has(method)) times.set(method, []);
    times.get(method).push(milliseconds);
  };
  const failed = (error) => {
    if (!ended.signal.aborted) faults.set(error.message, (faults.get(error.message) ?? 0) + 1);
  };
  const common = { url, arches: ARCHES, sleeptime: SLEEPTIME, seconds: TASK_SECONDS, maxJobs: MAX_JOBS };
  const builders = Array.from(
    { length: HOSTS },
    (_, index) =>
      new SimulatedBuilder({
        ...common,
        name: `bench-builder-${index + 1}`,
        delay: takesBuilds(index + 1) ? (JOINING * index) / HOSTS : Math.random() * SLEEPTIME,
        observe,
        failed,
        stopped: ended.signal,
      }),
  );
  for (let start = 0; start < HOSTS; start += 10) {
    await Promise.all(builders.slice(start, start + 10).map((builder) => builder.login()));
  }
  const runs = builders.map((builder) => builder.run().catch(failed));

  const worst = { load: 0, tasks: 0, over: 0 };
  const look = async () => {
    for (const { load, tasks } of await database.all(LOADS)) {
      worst.load = Math.max(worst.load, Number(load));
      worst.tasks = Math.max(worst.tasks, Number(tasks));
      if (load >= CAPACITY + 1 || tasks > MAX_JOBS) worst.over += 1;
    }
  };
  const given = async () =>
    Number((await database.all('SELECT count(*) AS n FROM scheduler_task_runs'))[0].n);

  for (let second = 0; second < WARM_UP; second += 1) {
    await sleep(1000);
    await look();
  }
  times = new Map();
  const before = { given: await given(), busy: busy(), clock: performance.now() };
  while (performance.now() - before.clock < SECONDS * 1000) {
    await sleep(1000);
    await look();
  }
  const after = { given: await given(), busy: busy(), clock: performance.now() };
  const measured = times;
  ended.abort();
  await Promise.race([Promise.all(runs), sleep(20_000, undefined, { ref: false })]);

  const seconds = (after.clock - before.clock) / 1000;
  const assigned = after.given - before.given;
  const [hub, server] = after.busy.map((value, index) => value - before.busy[index]);
  return { seconds, assigned, hub, server, times: measured, worst, faults };
}

function at(times, share) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

const results = [];

async function measured(title, site) {
  const result = await measure(site);
  const { seconds, assigned, hub, server, times, worst, faults } = result;
  const calls = [...times.values()].reduce((sum, list) => sum + list.length, 0);
  const asked = times.get('host.getTasks') ?? [];
  const columns = {
    'assignments/s': assigned / seconds,
    'calls/s': calls / seconds,
    'getTasks p50 ms': at(asked, 0.5),
    'getTasks p99 ms': at(asked, 0.99),
    'openTask p99 ms': at(times.get('host.openTask') ?? [], 0.99),
    'hub ms each': (1000 * hub) / assigned,
    'database ms each': (1000 * server) / assigned,
    'hub ms a call': (1000 * hub) / calls,
    'database ms a call': (1000 * server) / calls,
  };
  results.push({ title, columns });
  const beside = `${HOSTS} simulated builders`;
  const [rate, slowest] = [columns['assignments/s'], columns['getTasks p99 ms']];
  tell({ what: `${title}: assignments`, beside, value: rate, unit: 'a second', aim: 100 });
  tell({ what: `${title}: host.getTasks, p99`, beside, value: slowest, unit: 'ms', aim: 50, most: true });
  console.log(
    `${title}: most load ${worst.load} of ${CAPACITY}, most tasks ${worst.tasks} of ${MAX_JOBS}, ${worst.over} times over`,
  );
  for (const [message, times] of faults) console.log(`  ${times} times: ${message}`);
  if (process.env.BENCH_METHODS) {
    for (const [method, list] of times)
      console.log(line(`  ${method}`, list.length, short(at(list, 0.5)), short(at(list, 0.99))));
  }
  if (worst.over > 0) process.exitCode = 1;
}

const CONFIG = `RunInterval = 1\n[policy]\n${CHANNEL_POLICY}`;

async function ours(title, address, open) {
  const hub = await ServedHub.prepare(address, CONFIG);
  try {
    const database = await open(hub);
    await fillQueuedSite(database.run, address === undefined ? 'sqlite' : 'postgresql', SIZES);
    await hub.start();
    const name = address && new URL(address).pathname.slice(1);
    const busy = () => [hub.processorSeconds(), name ? serverSeconds(name) : 0];
    await measured(title, { url: hub.url, database, busy });
    await hub.stop();
    await database.close();
  } finally {
    hub.remove();
  }
}

const engines = process.env.BENCH_ENGINE?.split(' ') ?? ['sqlite', 'postgresql'];
if (engines.includes('sqlite')) {
  await ours('SQLite', undefined, (hub) => sqliteFile(join(hub.folder, 'koji.sqlite')));
}
if (engines.includes('postgresql')) {
  await onPostgres((address) => ours('PostgreSQL', address, () => postgresDatabase(address)));
}
const { KOJI_HUB: other, KOJI_HUB_DATABASE: address, KOJI_HUB_PID: pid } = process.env;
if (other) {
  const database = await postgresDatabase(address);
  await fillQueuedSite(database.run, 'postgresql', SIZES);
  const name = new URL(address).pathname.slice(1);
  const busy = () => [familySeconds([Number(pid)]), serverSeconds(name)];
  await measured("Koji's hub", { url: other, database, busy });
  await database.close();
}

const titles = Object.keys(results[0].columns);
console.log(
  `\n${HOSTS} builders, ${BUILDS} builds queued, tasks of ${TASK_SECONDS} s, ${SECONDS} s measured`,
);
for (const { title, columns } of results) {
  console.log(title);
  for (const name of titles) {
    const neighbour = results.at(-1);
    const ratio =
      other && neighbour.title !== title ? `${short(columns[name] / neighbour.columns[name])} × Koji's` : '';
    console.log(line(`  ${name}`, short(columns[name]), ratio));
  }
}
process.exit();
