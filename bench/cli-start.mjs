// What small commands cost from start to end, one of them a plugin's, beside Node doing nothing, and beside another command
// line when KOJI_CLI names one, its own arguments after blanks (it gets those of list-tags after them). KOJIKIT_BENCH_CLI is
// the program of an installed tree (node_modules/@kojikit/cli/bin/koji.js); without it that of this clone is measured.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startSite } from '@kojikit/site';
import { line, short } from './lib/rate.mjs';
import { tell } from './lib/summary.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const directory = mkdtempSync(join(tmpdir(), 'kojikit-bench-'));
const ROUNDS = Number(process.env.KOJIKIT_BENCH_ROUNDS ?? 21);
const program = process.env.KOJIKIT_BENCH_CLI ?? join(root, 'packages/cli/bin/koji.js');
const reporting = ['--require', join(root, 'bench/lib/report-usage.cjs')];
const site = await startSite({ directory, listen: '127.0.0.1:0' });
// To read further certificates at its start takes Node 20 as long as all else that it does then: beside that, everything is cheap.
const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;

const onSite = ['-c', site.folder.clientConfig];
const listTags = [...onSite, 'list-tags'];
const listSidetags = [...onSite, 'list-sidetags'];
// Where the program does not find the plugin, its command is left out.
const hasPlugin = spawnSync(process.execPath, [program, ...listSidetags, '--help'], { env }).status === 0;
const LIST_SIDETAGS = 'koji list-sidetags';
const OTHER = 'the other command line';
const other = process.env.KOJI_CLI?.split(' ');
const commands = {
  'node -e ""': [process.execPath, ...reporting, '-e', ''],
  'koji list-tags': [process.execPath, ...reporting, program, ...listTags],
  ...(hasPlugin && {
    [LIST_SIDETAGS]: [process.execPath, ...reporting, program, ...listSidetags],
  }),
  ...(other && { [OTHER]: [...other, ...listTags] }),
};

/** Milliseconds from start to end, and of Node's programs those of processor time and the peak of memory in MiB. */
async function cost([command, ...args]) {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'pipe'], env });
  const ended = new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  const [code, report] = await Promise.all([ended, text(child.stdio[3])]);
  const clock = performance.now() - started;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
  return { clock, busy: NaN, peak: NaN, ...(report !== '' && JSON.parse(report)) };
}

/** Every command once per round, so that what else the machine does falls on all of them; the first round warms up. */
async function medians() {
  const costs = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, command] of Object.entries(commands)) {
      const one = await cost(command);
      if (round > 0) costs[name].push(one);
    }
  }
  const median = (list, key) =>
    list.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(list.length / 2)];
  return Object.entries(costs).map(([name, list]) => ({
    name,
    clock: median(list, 'clock'),
    busy: median(list, 'busy'),
    peak: median(list, 'peak'),
  }));
}

try {
  const rows = await medians();
  const [nothing, ours] = rows;
  const theirs = rows.find(({ name }) => name === OTHER);
  console.log(line('', 'ms', 'times Node', 'CPU ms', 'times Node', 'peak MiB'));
  for (const { name, clock, busy, peak } of rows) {
    const columns = [clock, clock / nothing.clock, busy, busy / nothing.busy, peak];
    console.log(line(name, ...columns.map((value) => (Number.isNaN(value) ? '' : short(value)))));
  }
  const times = ours.busy / nothing.busy;
  tell({ what: 'koji list-tags: processor time', beside: 'node -e ""', value: times, aim: 1.35, most: true });
  const plugin = rows.find(({ name }) => name === LIST_SIDETAGS);
  if (plugin !== undefined) {
    const value = plugin.busy / nothing.busy;
    tell({ what: `${LIST_SIDETAGS}: processor time`, beside: 'node -e ""', value, aim: 1.35, most: true });
  }
  if (theirs !== undefined) {
    const [share, alone] = [ours.clock / theirs.clock, nothing.clock / theirs.clock];
    console.log(`\nOurs takes ${short(share)} of the other's time; Node alone takes ${short(alone)}.`);
  }
} finally {
  await site.close();
  rmSync(directory, { recursive: true, force: true });
}
