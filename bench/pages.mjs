// What the pages cost, with a site of 40,000 builds: milliseconds of processor time (of the hub and of PostgreSQL) and by the
// clock (median), kilobytes as they are and as they are sent, questions to the database, and the aims. Each page is asked for
// 100 times before, as one of a hub that has run for a while. KOJI_WEB=http://…/koji names a kojiweb with as much data: the
// same pages are asked of it in turns, and their processor time is told where KOJI_WEB_PROCESSES=12,34 are its processes and
// those of its hub, or their parents, and KOJI_WEB_DATABASE=koji their database in a PostgreSQL of this machine.
// KOJIKIT_BENCH_ENGINE=postgresql takes the other engine, KOJIKIT_BENCH_ONLY=taginfo the lines whose names match.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTestHub } from '@kojikit/testing';
import { encodeFault, PathInfo, TASK_STATES } from '@kojikit/protocol';
import runroot from '@kojikit/plugin-runroot/hub';
import failedTrees from '@kojikit/plugin-sft/hub';
import sidetag from '@kojikit/plugin-sidetag/hub';
import webPages from '@kojikit/web/hub';
import { Asker } from './lib/asker.mjs';
import { familySeconds, serverSeconds } from './lib/cpu.mjs';
import { fillLargeSite } from './lib/large-site.mjs';

const ROUNDS = 25;
const WARM_UP = 100;
const ROUNDS_OF_KOJIWEB = 5;
const TREES = 60;
const LOG_LINES = 5_000_000;
const MOST_QUERIES = 8;
const {
  KOJI_WEB,
  KOJI_WEB_PROCESSES,
  KOJI_WEB_DATABASE,
  KOJIKIT_BENCH_ENGINE: engine = 'sqlite',
  KOJIKIT_BENCH_ONLY: only = '',
} = process.env;

const asker = new Asker();
const hub = await createTestHub({ database: engine, plugins: [webPages, runroot, sidetag, failedTrees] });
try {
  const base = (await hub.listen()).replace('kojihub', 'koji/');
  await fillLargeSite(hub);
  await hub.setPassword('dev7', 'pw');
  const open = { state: TASK_STATES.OPEN, hostId: 1, channelId: 1 };
  const failed = await makeTree(open);
  await fail(failed);
  for (let tree = 0; tree < TREES; tree += 1) await makeTree(open);
  const waiting = await makeTree({ channelId: 1 });

  console.log(`${engine}; aims in parentheses${KOJI_WEB ? '; kojiweb beside it' : ''}`);
  await measure('index', 'index', { ms: 8 });
  await measure('index of a packager', 'index', { ms: 8, user: 'dev7' });
  await measure('index of an admin', 'index', { ms: 8, user: 'kojiadmin' });
  await measure('packages', 'packages', { ms: 8 });
  await measure('search, 200 found', 'search?terms=pkg-000*&type=package&match=glob', { ms: 8 });
  await measure('search, of everything', 'search?terms=pkg-0012', { ms: 8, ours: true });
  await measure('search, of builds', 'search?terms=pkg-0012*&type=build&match=glob', { ms: 8 });
  await measure('taskinfo', 'taskinfo?taskID=300', { ms: 12 });
  await measure('taskinfo, failed, tree of 7', `taskinfo?taskID=${failed.parent}`, { ms: 20, ours: true });
  await measure('taskinfo, waiting', `taskinfo?taskID=${waiting.parent}`, { ms: 20, ours: true });
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
  await measure('userinfo, of nothing', 'userinfo?userID=kojiadmin', { ms: 12 });
  await measure('channelinfo', 'channelinfo?channelID=1', { ms: 12 });
  await measure('search, RPMs by regexp', 'search?terms=pkg-0012.*doc&type=rpm&match=regexp', { ms: 100 });
  await measure('RSS', 'recentbuilds', { ms: 15 });
  await measure('RSS of a tag, 20 levels', 'recentbuilds?tag=base20', { ms: 100 });
  for (const report of [
    'buildsbyuser',
    'packagesbyuser',
    'tasksbyuser',
    'tasksbyhost',
    'rpmsbyhost',
    'buildsbystatus',
    'tasktimes',
    'tasktimes?days=31',
    'failures',
    'buildsbyday',
    'clusterhealth',
  ])
    await measure(report, report, { ms: 500, rounds: 3 });
  await measure('buildsbytarget, all days', 'buildsbytarget?days=-1', { ms: 500, rounds: 3 });
  await measure('tags', 'tags', { ms: 12 });
  await measure('users', 'users', { ms: 12 });
  await measure('watchlogs, last lines', `watchlogs?taskID=${failed.child}`, { ms: 12, ours: true });

  if (only === '') await measureLargeLog();

  async function measureLargeLog() {
    const large = await hub.rows.task();
    const row = `${'x'.repeat(99)}\n`;
    await output(large.id, 'build.log', row.repeat(LOG_LINES));
    const started = performance.now();
    await (await fetch(`${base}watchlogs?taskID=${large.id}&line=1000000`)).text();
    console.log(
      `line 1,000,000 of ${(LOG_LINES * 100) / 1e6} MB, first time: ${(performance.now() - started).toFixed(0)} ms`,
    );
    await measure('line 1,000,000 again', `watchlogs?taskID=${large.id}&line=1000000`, {
      ms: 200,
      ours: true,
    });
  }

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

  /** `ours`: kojiweb has no such page, or not with this data. `user`: whose session it is asked in, of ours alone. */
  async function measure(name, address, { ms, kilobytes, sent, ours = false, rounds = ROUNDS, user }) {
    if (!new RegExp(only).test(name)) return;
    const headers = user === undefined ? {} : await loggedIn(user);
    const ask = (init) => asker.ask(base + address, { headers, ...init });
    const first = await ask();
    if (first.status !== 200) return console.log(`${name.padEnd(30)}  ${first.status}`);
    const asked = (await hub.queriesOf(() => ask())).length;
    // A report costs the same the first time.
    for (let round = 0; rounds === ROUNDS && round < WARM_UP; round += 1) await ask();
    const times = [];
    const theirs = [];
    let spent = 0;
    const onServer = serverSpent();
    for (let round = 0; round < rounds; round += 1) {
      const before = process.cpuUsage();
      times.push((await ask()).milliseconds);
      spent += milliseconds(process.cpuUsage(before));
    }
    const raw = first.bytes / 1e3;
    const zipped = Number((await ask({ method: 'HEAD' })).length) / 1e3;
    const cpu = (spent + serverSpent() - onServer) / rounds;
    const theirStart = theirSpent();
    if (KOJI_WEB && !ours && user === undefined)
      for (let round = 0; round < ROUNDS_OF_KOJIWEB; round += 1) await askTheirs();
    const theirCpu = (theirSpent() - theirStart) / theirs.length;
    const beside =
      theirs.length > 0
        ? `kojiweb ${theirCpu.toFixed(0)} ms, ${middle(theirs).toFixed(0)} ms clock, ${(theirCpu / cpu).toFixed(1)}x`
        : '';
    const cells = [
      `${cpu.toFixed(1)} ms${aim(cpu, ms)}`,
      `${middle(times).toFixed(1)} ms clock`,
      `${raw.toFixed(1)} kB${aim(raw, kilobytes)}`,
      `${zipped.toFixed(1)} kB sent${aim(zipped, sent)}`,
      `${asked} queries${asked > MOST_QUERIES ? ` (${MOST_QUERIES}!)` : ''}`,
      beside,
    ];
    console.log(name.padEnd(30) + cells.map((cell) => cell.padStart(18)).join('  '));

    async function askTheirs() {
      const theirAnswer = await asker.ask(`${KOJI_WEB}/${address}`);
      if (theirAnswer.status === 200) theirs.push(theirAnswer.milliseconds);
    }
  }

  async function loggedIn(user) {
    const response = await fetch(`${base}login`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: new URL(base).origin },
      body: new URLSearchParams({ user, password: 'pw' }),
    });
    return { cookie: response.headers.get('set-cookie').split(';')[0] };
  }
} finally {
  asker.end();
  await hub.close();
}

/** Milliseconds of processor time that the database's server has spent, where it is another process. */
function serverSpent() {
  return engine === 'sqlite' ? 0 : serverSeconds(`kojikit_test_${process.pid}`) * 1000;
}

/** The same of kojiweb, its hub and their database; no number where nobody named them. */
function theirSpent() {
  if (KOJI_WEB_PROCESSES === undefined || KOJI_WEB_DATABASE === undefined) return NaN;
  return (familySeconds(KOJI_WEB_PROCESSES.split(',').map(Number)) + serverSeconds(KOJI_WEB_DATABASE)) * 1000;
}

function milliseconds({ user, system }) {
  return (user + system) / 1000;
}

function middle(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

/** The aim, with an exclamation mark where it was missed. */
function aim(value, most) {
  return most === undefined ? '' : ` (${most}${value > most ? '!' : ''})`;
}
