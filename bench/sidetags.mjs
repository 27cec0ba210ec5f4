// What making, listing and removing a side tag costs with few and with many live ones, on both engines: median
// milliseconds of a call through encode and decode, without a socket, and the ratio.
// BENCH_SIDETAGS says how many are many (10000), BENCH_ENGINE names one engine only.
// Afterwards: 50 clients make and remove at once for some seconds (BENCH_SECONDS, 10), and what is left is checked.
import { createTestHub } from '@kojikit/testing';
import { asHub } from '@kojikit/hub-core';
import plugin from '@kojikit/plugin-sidetag/hub';
import { line, short } from './lib/rate.mjs';

const FEW = 10;
const MANY = Number(process.env.BENCH_SIDETAGS ?? 10_000);
const OWNERS = 50;
const RUNS = 40;
const LIMIT = 3;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 10);

const CONFIG = `[hub]
Plugins = sidetag
[policy]
sidetag =
    tag base :: allow
    tag limited && compare number_of_tags < ${LIMIT} :: allow
    all :: deny
`;

async function timed(body) {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    await body(run);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}

async function measure(hub, caller, user) {
  const made = [];
  const costs = {};
  costs['createSideTag'] = await timed(async () => made.push(await caller.call('createSideTag', ['base'])));
  costs['listSideTags of a user'] = await timed(() => caller.call('listSideTags', [], { user }));
  costs['listSideTags, the first 10'] = await timed(() =>
    caller.call('listSideTags', [], { queryOpts: { order: 'id', limit: 10 } }),
  );
  costs['describeSideTags of one'] = await timed((run) =>
    caller.call('describeSideTags', [], { sidetag: made[run].name }),
  );
  costs['describeSideTags of a user'] = await timed(() => caller.call('describeSideTags', [], { user }));
  costs['removeSideTag'] = await timed((run) => caller.call('removeSideTag', [made[run].id]));
  return costs;
}

async function race(hub, callers) {
  const end = performance.now() + SECONDS * 1000;
  let [made, refused, removed] = [0, 0, 0];
  const names = new Set();
  const client = async (caller) => {
    while (performance.now() < end) {
      try {
        const tag = await caller.call('createSideTag', ['limited']);
        if (tag.name !== `limited-side-${tag.id}` || names.has(tag.name))
          throw new Error(`wrong name: ${tag.name}`);
        names.add(tag.name);
        made += 1;
        if (made % 3 > 0) {
          await caller.call('removeSideTag', [tag.name]);
          removed += 1;
        }
      } catch (error) {
        if (!String(error.message).includes('policy violation')) throw error;
        refused += 1;
        const [mine] = await caller.call('describeSideTags', [], { user: caller.user, basetag: 'limited' });
        if (mine === undefined) continue;
        // Another client of the same user may have been quicker.
        const outcome = await caller.call('removeSideTag', [mine.id]).then(
          () => 1,
          (failure) => {
            if (!String(failure.message).includes('No such tagInfo')) throw failure;
            return 0;
          },
        );
        removed += outcome;
      }
    }
  };
  await Promise.all(callers.map(client));
  const left = await hub.anonymous.call('listSideTags', [], { basetag: 'limited' });
  const targets = new Set((await hub.anonymous.call('getBuildTargets')).map(({ name }) => name));
  const orphans = [...targets].filter(
    (name) => name.startsWith('limited-') && !left.some((tag) => tag.name === name),
  );
  const most = Math.max(
    0,
    ...left.map((tag) => left.filter((other) => other.user_id === tag.user_id).length),
  );
  console.log(
    `  ${callers.length} clients, ${SECONDS} s: ${made} made, ${removed} removed, ${refused} refused by the limit of ${LIMIT}; ` +
      `left ${left.length} (${made - removed} expected), without target ${left.filter((tag) => !targets.has(tag.name)).length}, ` +
      `orphan targets ${orphans.length}, most of one user ${most}`,
  );
}

for (const database of process.env.BENCH_ENGINE?.split(' ') ?? ['sqlite', 'postgresql']) {
  const users = Array.from({ length: OWNERS }, (_, index) => `owner-${index}`);
  const hub = await createTestHub({
    database,
    config: CONFIG,
    plugins: [plugin],
    users: [...users, 'racer'],
  });
  try {
    const admin = await hub.as('kojiadmin');
    for (const name of ['base', 'limited']) await admin.call('createTag', [name], { arches: 'x86_64' });
    const owners = await Promise.all(users.map((user) => hub.as(user)));
    const alice = await hub.as('alice');
    let present = 0;
    const grow = async (wanted) => {
      for (; present < wanted; present += OWNERS) {
        const group = owners.slice(0, Math.min(OWNERS, wanted - present));
        await Promise.all(group.map((owner) => owner.call('createSideTag', ['base'])));
      }
    };
    await grow(FEW);
    await measure(hub, alice, 'alice');
    const few = await measure(hub, alice, 'alice');
    present = FEW;
    await grow(MANY);
    // What PostgreSQL's autovacuum does by itself on a server that lives longer than a benchmark.
    if (database === 'postgresql') {
      await asHub(hub.hub.parts, 'bench', (ctx) => ctx.db.script('ANALYZE'));
    }
    const many = await measure(hub, alice, 'alice');
    console.log(line(`${database}, ms`, `with ${FEW}`, `with ${MANY}`, 'ratio'));
    for (const name of Object.keys(few)) {
      console.log(
        line(`  ${name}`, short(few[name]), short(many[name]), (many[name] / few[name]).toFixed(2)),
      );
    }
    // Ten users with five clients each, so that clients of one user race as well.
    const racers = [];
    for (let client = 0; client < 50; client += 1) {
      const user = `owner-${client % 10}`;
      const caller = await hub.as(user);
      racers.push({ user, call: (...call) => caller.call(...call) });
    }
    // What they own of the other base would count against the limit.
    for (const user of users.slice(0, 10)) {
      const owner = await hub.as(user);
      const mine = await owner.call('listSideTags', [], { user });
      for (const tag of mine) await owner.call('removeSideTag', [tag.id]);
    }
    await race(hub, racers);
  } finally {
    await hub.close();
  }
}
