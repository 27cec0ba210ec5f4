// What the pages cost in the hub's process, with a site of 40,000 builds: milliseconds (median), kilobytes as they are and
// as they are sent, questions to the database, and the aims. KOJI_WEB=http://…/koji names a kojiweb with as much data: the
// same pages are asked of it in turns. KOJIKIT_BENCH_ENGINE=postgres takes the other engine.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTestHub } from '@kojikit/testing';
import { encodeFault, PathInfo, TASK_STATES } from '@kojikit/protocol';
import webPages from '@kojikit/web/hub';
import { countQueries } from './lib/count-queries.mjs';
import { fillLargeSite } from './lib/large-site.mjs';

const ROUNDS = 25;
const TREES = 60;
const LOG_LINES = 5_000_000;
const MOST_QUERIES = 8;
const { KOJI_WEB, KOJIKIT_BENCH_ENGINE: engine = 'sqlite' } = process.env;

const hub = await createTestHub({ database: engine, plugins: [webPages] });
try {
  const base = (await hub.listen()).replace('kojihub', 'koji/');
  await fillLargeSite(hub);
  const queries = countQueries(hub.hub.database);
  const open = { state: TASK_STATES.OPEN, hostId: 1, channelId: 1 };
  const failed = await makeTree(open);
  await fail(failed);
  for (let tree = 0; tree < TREES; tree += 1) await makeTree(open);

  console.log(`${engine}; aims in parentheses${KOJI_WEB ? '; kojiweb beside it' : ''}`);
  await measure('index', 'index', { ms: 8 });
  await measure('packages', 'packages', { ms: 8 });
  await measure('search, 200 found', 'search?terms=pkg-000*&type=package&match=glob', { ms: 8 });
  await measure('search, of everything', 'search?terms=pkg-0012', { ms: 8, ours: true });
  await measure('search, of builds', 'search?terms=pkg-0012*&type=build&match=glob', { ms: 8 });
  await measure('taskinfo', 'taskinfo?taskID=300', { ms: 12 });
  await measure('taskinfo, failed, tree of 7', `taskinfo?taskID=${failed.parent}`, { ms: 20, ours: true });
  await measure('buildinfo', 'buildinfo?buildID=20000', { ms: 12 });
  await measure('rpminfo', 'rpminfo?rpmID=20000', { ms: 12 });
  await measure('tasks, 50 trees of 7', 'tasks?state=open', { ms: 25, kilobytes: 70, sent: 8, ours: true });
  await measure('tasks, all', 'tasks?state=all', { ms: 25, kilobytes: 70, sent: 8 });
  await measure('builds', 'builds', { ms: 12, kilobytes: 30 });
  await measure('builds, page 100', 'builds?start=5000', { ms: 12, kilobytes: 30 });
  await measure('hosts, 106', 'hosts', { ms: 15 });
  await measure('taginfo, 20 levels', 'taginfo?tagID=base20', { ms: 60 });
  await measure('builds of a tag, 20 levels', 'builds?tagID=base20', { ms: 80 });
  await measure('packages of a tag, 20 levels', 'packages?tagID=base20', { ms: 80 });
  await measure('packageinfo', 'packageinfo?packageID=2000', { ms: 12 });
  await measure('userinfo', 'userinfo?userID=dev7', { ms: 12 });
  await measure('RSS', 'recentbuilds', { ms: 15 });
  await measure('RSS of a tag, 20 levels', 'recentbuilds?tag=base20', { ms: 100 });
  for (const report of [
    'buildsbyuser',
    'packagesbyuser',
    'tasksbyuser',
    'tasksbyhost',
    'rpmsbyhost',
    'buildsbystatus',
    'clusterhealth',
  ])
    await measure(report, report, { ms: 500, rounds: 3 });
  await measure('buildsbytarget, all days', 'buildsbytarget?days=-1', { ms: 500, rounds: 3 });
  await measure('tags', 'tags', { ms: 12 });
  await measure('users', 'users', { ms: 12 });
  await measure('watchlogs, last lines', `watchlogs?taskID=${failed.child}`, { ms: 12, ours: true });

  const large = await hub.rows.task();
  const row = `${'x'.repeat(99)}\n`;
  await output(large.id, 'build.log', row.repeat(LOG_LINES));
  const started = performance.now();
  await (await fetch(`${base}watchlogs?taskID=${large.id}&line=1000000`)).text();
  console.log(
    `line 1,000,000 of ${(LOG_LINES * 100) / 1e6} MB, first time: ${(performance.now() - started).toFixed(0)} ms`,
  );
  await measure('line 1,000,000 again', `watchlogs?taskID=${large.id}&line=1000000`, { ms: 200, ours: true });

  async function makeTree(values) {
    const parent = await hub.rows.task({ ...values, method: 'build', params: ['a.src.rpm', 'f40'] });
    let child;
    for (const arch of ['x86_64', 'aarch64', 'i686', 's390x', 'ppc64le', 'noarch']) {
      child = await hub.rows.task({
        ...values,
        method: 'buildArch',
        params: ['a.src.rpm', 1, arch, true],
        arch,
        parent: parent.id,
      });
    }
    return { parent: parent.id, child: child.id };
  }

  async function fail({ parent, child }) {
    const builder = await hub.rows.host({ name: 'builder-of-the-failed' });
    await hub.database.transaction((db) =>
      db.script(`UPDATE task SET host_id = ${builder.id} WHERE id IN (${parent}, ${child})`),
    );
    const host = await hub.as('builder-of-the-failed');
    await host.call('exclusiveSession');
    const log = Array.from({ length: 6000 }, (_, line) =>
      line === 4000 ? 'x.c:1: error: bad' : `compiling file ${line}`,
    );
    await output(child, 'build.log', `${log.join('\n')}\n`);
    await host.call('host.failTask', [child, encodeFault(1005, 'error building package; see build.log')]);
    await host.call('host.failTask', [parent, encodeFault(1005, 'error building package')]);
  }

  async function output(task, name, text) {
    const paths = new PathInfo(hub.topdir);
    const path = join(paths.work(), paths.taskRelative(task), name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }

  /** `ours`: kojiweb has no such page, or not with this data. */
  async function measure(name, address, { ms, kilobytes, sent, ours = false, rounds = ROUNDS }) {
    const times = [];
    const theirs = [];
    let text = '';
    let asked = 0;
    const failedWith = async (response) => (response.ok ? undefined : `${response.status}`);
    const first = await fetch(base + address);
    const problem = await failedWith(first);
    await first.text();
    if (problem !== undefined) return console.log(`${name.padEnd(30)}  ${problem}`);
    for (let round = 0; round < rounds; round += 1) {
      const before = queries();
      const start = performance.now();
      text = await (await fetch(base + address)).text();
      times.push(performance.now() - start);
      asked = queries() - before;
      if (KOJI_WEB && !ours && round < 5) {
        const begun = performance.now();
        const response = await fetch(`${KOJI_WEB}/${address}`);
        await response.text();
        if (response.ok) theirs.push(performance.now() - begun);
      }
    }
    const raw = Buffer.byteLength(text) / 1e3;
    const zipped =
      Number((await fetch(base + address, { method: 'HEAD' })).headers.get('content-length')) / 1e3;
    const median = middle(times);
    const beside =
      theirs.length > 0
        ? `kojiweb ${middle(theirs).toFixed(0)} ms, ${(middle(theirs) / median).toFixed(1)}x`
        : '';
    const cells = [
      `${median.toFixed(1)} ms${aim(median, ms)}`,
      `${raw.toFixed(1)} kB${aim(raw, kilobytes)}`,
      `${zipped.toFixed(1)} kB sent${aim(zipped, sent)}`,
      `${asked} queries${asked > MOST_QUERIES ? ' (8!)' : ''}`,
      beside,
    ];
    console.log(name.padEnd(30) + cells.map((cell) => cell.padStart(18)).join(''));
  }
} finally {
  await hub.close();
}

function middle(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

/** The aim, with an exclamation mark where it was missed. */
function aim(value, most) {
  return most === undefined ? '' : ` (${most}${value > most ? '!' : ''})`;
}
