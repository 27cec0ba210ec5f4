// How long a small command takes from start to end, beside Node doing nothing, and beside another command line when
// KOJI_CLI names one, its own arguments after blanks (it gets the same ones of ours after them).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSite } from '@kojikit/site';
import { line, short } from './lib/rate.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const directory = mkdtempSync(join(tmpdir(), 'kojikit-bench-'));
const ROUNDS = 20;
const site = await startSite({ directory, listen: '127.0.0.1:0' });

const listTags = ['-c', site.folder.clientConfig, 'list-tags'];
const other = process.env.KOJI_CLI?.split(' ');
const commands = {
  'node -e ""': [process.execPath, '-e', ''],
  'koji list-tags': [process.execPath, join(root, 'packages/cli/dist/bin.js'), ...listTags],
  ...(other && { 'the other command line': [...other, ...listTags] }),
};

/** Milliseconds from start to end. */
async function wallTime([program, ...args]) {
  const started = performance.now();
  const child = spawn(program, args, { stdio: 'ignore' });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
  return performance.now() - started;
}

/** Every command once per round, so that what else the machine does falls on all of them; the first round warms up. */
async function medians() {
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, command] of Object.entries(commands)) {
      const time = await wallTime(command);
      if (round > 0) times[name].push(time);
    }
  }
  return Object.entries(times).map(([name, list]) => [
    name,
    list.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)],
  ]);
}

try {
  const rows = await medians();
  const [[, nothing], [, ours], theirs] = rows;
  console.log(line('', 'ms', 'times Node'));
  for (const [name, time] of rows) console.log(line(name, short(time), short(time / nothing)));
  if (theirs !== undefined) {
    const [, other] = theirs;
    console.log(
      `\nOurs takes ${short(ours / other)} of the other's time; Node alone takes ${short(nothing / other)}.`,
    );
  }
} finally {
  await site.close();
  rmSync(directory, { recursive: true, force: true });
}
