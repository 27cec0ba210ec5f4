// What writing calls cost: processor time of the hub and of its PostgreSQL for each, and how many there are in a second with four
// sessions at once. How long the disk takes for a commit is not the hub's doing: a line tells what a commit alone takes there.
// KOJIKIT_BENCH_POSTGRES=postgresql://… is a server for our hub. Koji's own hub gets the same calls in turns when
// KOJI_HUB=http://…/kojihub names it, with a database of its own on the same server (KOJI_HUB_DATABASE=postgresql://…),
// KOJI_HUB_PID its process, an admin kojiadmin with the password pw, its plugin sidetag_hub and a policy that lets him.
// BENCH_CALLS says how many calls of each method (200); BENCH_ONLY names one.
import pg from 'pg';
import { familySeconds, serverSeconds } from './lib/cpu.mjs';
import { HubCaller } from './lib/hub-caller.mjs';
import { onPostgres } from './lib/on-postgres.mjs';
import { line, short } from './lib/rate.mjs';
import { ServedHub } from './lib/served-hub.mjs';
import { tell } from './lib/summary.mjs';

const CALLS = Number(process.env.BENCH_CALLS ?? 200);
const CALLERS = 4;
const TURNS = 3;
/** Turns before those, for the compiler and the caches: about two seconds of our calls, as hubs run for weeks. */
const WARMING = 4;
const CONFIG = 'Plugins = sidetag\n[policy]\nsidetag =\n    all :: allow\n';

/* Each call is of another number, so that it has something to do. */
const WRITES = {
  createTag: (n) => [`writes-${n}`, keywords({ parent: 'writes-base', arches: 'x86_64' })],
  makeTask: () => ['newRepo', ['writes-build']],
  packageListAdd: (n) => ['writes-base', `writes-package-${n}`, 'kojiadmin'],
  createSideTag: () => ['writes-build'],
  tagBuild: () => ['writes-base', 'writes-built-0-1-1'],
  tagBuildBypass: (n, at) => ['writes-base', `writes-built-${at}-1-1`],
};

function keywords(values) {
  return { __starstar: true, ...values };
}

/** Tags, and for each call of tagBuildBypass a build. */
async function prepare(hub) {
  const admin = await session(hub);
  await admin.call('createTag', 'writes-base', keywords({ arches: 'x86_64 aarch64' }));
  await admin.call(
    'createTag',
    'writes-build',
    keywords({ parent: 'writes-base', arches: 'x86_64 aarch64' }),
  );
  for (let n = 0; n < CALLS * (WARMING + TURNS); n += 1) {
    await admin.call('packageListAdd', 'writes-base', `writes-built-${n}`, 'kojiadmin');
    await admin.call('createEmptyBuild', `writes-built-${n}`, '1', '1', null);
  }
}

async function session({ url }) {
  const caller = new HubCaller(url);
  await caller.login('kojiadmin', 'pw');
  return caller;
}

let number = 0;

/** Makes the calls, several at once; answers seconds of the clock, of the hub and of its database. */
async function measure(hub, method, turn) {
  const sessions = await Promise.all(Array.from({ length: CALLERS }, () => session(hub)));
  let left = CALLS;
  const [busy, clock] = [hub.busy(), performance.now()];
  await Promise.all(
    sessions.map(async (caller) => {
      while (left > 0) {
        left -= 1;
        number += 1;
        await caller.call(method, ...WRITES[method](number, turn * CALLS + left));
      }
    }),
  );
  const after = hub.busy();
  return {
    clock: (performance.now() - clock) / 1000,
    hub: after[0] - busy[0],
    database: after[1] - busy[1],
  };
}

/** Milliseconds of one commit of one row, with nobody else and with four at once. */
async function commitAlone(url, callers) {
  const clients = await Promise.all(
    Array.from({ length: callers }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  await clients[0].query('CREATE TABLE IF NOT EXISTS bench_commit (n int)');
  const start = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let n = 0; n < CALLS; n += 1) await client.query('INSERT INTO bench_commit VALUES (1)');
    }),
  );
  const milliseconds = (performance.now() - start) / CALLS;
  await clients[0].query('DROP TABLE bench_commit');
  for (const client of clients) await client.end();
  return milliseconds;
}

const { KOJI_HUB: other, KOJI_HUB_DATABASE: database, KOJI_HUB_PID: pid, BENCH_ONLY: only } = process.env;

await onPostgres(async (address) => {
  const served = await ServedHub.prepare(address, CONFIG);
  try {
    await served.start();
    const nameOf = (url) => new URL(url).pathname.slice(1);
    const own = nameOf(address);
    const hubs = [{ url: served.url, busy: () => [served.processorSeconds(), serverSeconds(own)] }];
    if (other) {
      const busy = () => [familySeconds([Number(pid)]), serverSeconds(nameOf(database))];
      hubs.push({ url: other, busy });
    }
    for (const hub of hubs) await prepare(hub);

    const titles = ['hub ms', 'database ms', 'calls/s'];
    const beside = other ? ["Koji's hub", "Koji's db", "Koji's calls/s", 'CPU ×', 'calls ×'] : [];
    console.log(line(`${CALLS} calls, ${CALLERS} sessions`, ...titles, ...beside));
    for (const method of Object.keys(WRITES)) {
      if (only && only !== method) continue;
      const turns = hubs.map(() => []);
      for (let turn = 0; turn < WARMING + TURNS; turn += 1) {
        for (const [index, hub] of hubs.entries()) {
          const spent = await measure(hub, method, turn);
          if (turn >= WARMING) turns[index].push(spent);
        }
      }
      const [ours, theirs] = turns.map((list) => {
        const sum = (member) => list.reduce((total, spent) => total + spent[member], 0);
        const each = (1000 / CALLS) * (1 / TURNS);
        return {
          hub: sum('hub') * each,
          database: sum('database') * each,
          rate: (CALLS * TURNS) / sum('clock'),
        };
      });
      const columns = [ours, theirs].flatMap((one) =>
        one ? [short(one.hub), short(one.database), short(one.rate)] : [],
      );
      if (theirs) {
        const cheaper = (theirs.hub + theirs.database) / (ours.hub + ours.database);
        columns.push(short(cheaper), short(ours.rate / theirs.rate));
        tell({ what: `${method}: processor time`, beside: "Koji's hub", value: cheaper, aim: 5 });
      }
      console.log(line(method, ...columns));
    }
    for (const callers of [1, CALLERS]) {
      console.log(
        line(`a commit alone, ${callers} at once`, `${short(await commitAlone(address, callers))} ms`),
      );
    }
  } finally {
    await served.stop();
    served.remove();
  }
});
