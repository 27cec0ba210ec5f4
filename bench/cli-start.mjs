// How long a small command takes from start to end, beside Node doing nothing, and beside another command line when
// KOJI_CLI names one (it gets the same arguments).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSite } from '@kojikit/site';
import { line, short } from './lib/rate.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const directory = mkdtempSync(join(tmpdir(), 'kojikit-bench-'));
const site = await startSite({ directory, listen: '127.0.0.1:0' });

async function wallTime(command, args, runs = 10) {
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    const child = spawn(command, args, { stdio: 'ignore' });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)];
}

try {
  const listTags = ['-c', site.folder.clientConfig, 'list-tags'];
  const nothing = await wallTime(process.execPath, ['-e', '']);
  const ours = await wallTime(process.execPath, [join(root, 'packages/cli/dist/bin.js'), ...listTags]);
  console.log(line('', 'ms', 'times Node'));
  console.log(line('node -e ""', short(nothing), '1.00'));
  console.log(line('koji list-tags', short(ours), short(ours / nothing)));
  if (process.env.KOJI_CLI) {
    const theirs = await wallTime(process.env.KOJI_CLI, listTags);
    console.log(line('the other command line', short(theirs), short(theirs / nothing)));
    console.log(`\nOurs takes ${short(ours / theirs)} of its time.`);
  }
} finally {
  await site.close();
  rmSync(directory, { recursive: true, force: true });
}
