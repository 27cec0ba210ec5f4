// What a runroot costs beyond its own work: the wall time of the whole command on a warm site, beside the time that the
// hub shows for the task itself.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@kojikit/client';
import { FIRST_TAG, machineArch, startSite } from '@kojikit/site';
import { line, short } from './lib/rate.mjs';
import { tell } from './lib/summary.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const directory = mkdtempSync(join(tmpdir(), 'kojikit-bench-'));
const site = await startSite({ directory, listen: '127.0.0.1:0' });

async function runroot() {
  const args = ['-c', site.folder.clientConfig, 'runroot', FIRST_TAG, machineArch(), 'echo', 'hi'];
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, 'packages/cli/bin/koji.js'), ...args], {
    stdio: 'ignore',
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`runroot ended with ${code}`);
  return performance.now() - started;
}

try {
  await site.warm();
  await runroot();
  const times = [];
  for (let run = 0; run < 7; run += 1) times.push(await runroot());
  const wall = times.sort((a, b) => a - b)[3];
  const client = createClient({ url: `${site.url}/kojihub` });
  const tasks = await client.call('listTasks', {
    opts: { method: 'runroot' },
    queryOpts: { order: '-id', limit: 7 },
  });
  client.close();
  const own = tasks.map((task) => (task.completion_ts - task.start_ts) * 1000).sort((a, b) => a - b)[3];
  console.log(line('', 'ms', 'times task'));
  console.log(line('koji runroot … echo hi', short(wall), short(wall / own)));
  console.log(line('the task itself', short(own), '1.00'));
  const more = wall - own;
  tell({
    what: 'koji runroot: time more',
    beside: 'its task alone',
    value: more,
    unit: 'ms',
    aim: 500,
    most: true,
  });
} finally {
  await site.close();
  rmSync(directory, { recursive: true, force: true });
}
