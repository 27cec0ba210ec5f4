// What the pages cost in the hub's process on SQLite: milliseconds (median), bytes as they are and as they are sent, and
// how often the database is asked, with few rows and with many.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTestHub } from '@kojikit/testing';
import { encodeFault, PathInfo, TASK_STATES } from '@kojikit/protocol';
import webPages from '@kojikit/web/hub';

const ROUNDS = 25;
const TREES = 60;
const LOG_LINES = 5_000_000;

const hub = await createTestHub({ plugins: [webPages] });
try {
  const base = (await hub.listen()).replace('kojihub', 'koji/');
  const queries = countQueries(hub.hub.database);
  const builder = await hub.rows.host({ name: 'builder-1' });
  const open = { state: TASK_STATES.OPEN, hostId: builder.id };
  const failed = await makeTree(open);
  const few = await hub.rows.task({ method: 'build', params: ['a.src.rpm', 'f40'] });
  const host = await hub.as('builder-1');
  await host.call('exclusiveSession');
  const log = Array.from({ length: 6000 }, (_, line) =>
    line === 4000 ? 'x.c:1: error: bad' : `compiling file ${line}`,
  );
  await output(failed.child, 'build.log', `${log.join('\n')}\n`);
  await host.call('host.failTask', [
    failed.child,
    encodeFault(1005, 'error building package; see build.log'),
  ]);
  await host.call('host.failTask', [failed.parent, encodeFault(1005, 'error building package')]);
  await measure('tasks, 2 trees', 'tasks?state=all');
  for (let tree = 0; tree < TREES; tree += 1) await makeTree(open);
  const large = await hub.rows.task();
  const row = `${'x'.repeat(99)}\n`;
  await output(large.id, 'build.log', row.repeat(LOG_LINES));

  await measure('index', 'index');
  await measure(`tasks, 50 trees of 7`, 'tasks?state=all');
  await measure('taskinfo, one task', `taskinfo?taskID=${few.id}`);
  await measure('taskinfo, failed, tree of 7', `taskinfo?taskID=${failed.parent}`);
  await measure('hosts', 'hosts');
  await measure('watchlogs, last lines', `watchlogs?taskID=${failed.child}`);
  const started = performance.now();
  await (await fetch(`${base}watchlogs?taskID=${large.id}&line=1000000`)).text();
  console.log(
    `line 1,000,000 of ${(LOG_LINES * 100) / 1e6} MB, first time: ${(performance.now() - started).toFixed(0)} ms`,
  );
  await measure('line 1,000,000 again', `watchlogs?taskID=${large.id}&line=1000000`);

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

  async function output(task, name, text) {
    const paths = new PathInfo(hub.topdir);
    const path = join(paths.work(), paths.taskRelative(task), name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }

  async function measure(name, address) {
    const times = [];
    let text = '';
    let asked = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = queries();
      const start = performance.now();
      text = await (await fetch(base + address)).text();
      times.push(performance.now() - start);
      asked = queries() - before;
    }
    const raw = Buffer.byteLength(text);
    const zipped = Number((await fetch(base + address, { method: 'HEAD' })).headers.get('content-length'));
    const median = times.sort((a, b) => a - b)[ROUNDS >> 1];
    const cells = [
      name.padEnd(30),
      `${median.toFixed(1)} ms`,
      `${(raw / 1e3).toFixed(1)} kB`,
      `${(zipped / 1e3).toFixed(1)} kB sent`,
      `${asked} queries`,
    ];
    console.log(cells.map((cell) => cell.padStart(12)).join('  '));
  }
} finally {
  await hub.close();
}

function countQueries(database) {
  let count = 0;
  const original = database.open.bind(database);
  database.open = () => {
    const transaction = original();
    for (const name of ['all', 'first', 'value', 'column']) {
      const run = transaction[name].bind(transaction);
      transaction[name] = (...values) => {
        count += 1;
        return run(...values);
      };
    }
    return transaction;
  };
  return () => count;
}
