// Archiving a tree as the task saveFailedTree does, beside Python's tarfile writing tar.gz as Koji's builder does: wall
// time, in turns on the same tree, with the largest memory of the archiver. The tree is this repository's node_modules,
// or the folder that is given.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { line, short } from './lib/rate.mjs';
import { tell } from './lib/summary.mjs';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const tree = resolve(process.argv[2] ?? join(repository, 'node_modules'));
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'kojikit-bench-'));
const threads = Math.min(availableParallelism(), 8);
const TARFILE = `import sys, tarfile
f = tarfile.open(sys.argv[2], "w:gz")
f.add(sys.argv[1], filter=lambda t: t)
f.close()`;

function archiver(name, compression, level) {
  const program = join(repository, 'packages/plugin-sft/dist/archive/archive-tree.js');
  const order = {
    root: tree,
    prefix: tree,
    start: '/',
    filters: ['*/etc/*.secret'],
    ignoreCase: false,
    compression,
    level,
    threads,
    listName: 'left-out.txt',
  };
  return {
    name,
    run: (file, round) => {
      const output = openSync(file, 'w');
      const listFile = join(folder, `list-${compression}-${level}-${round}`);
      const child = spawn(process.execPath, [program, JSON.stringify({ ...order, listFile })], {
        stdio: ['pipe', output, 'ignore'],
        env: { ...process.env, UV_THREADPOOL_SIZE: String(threads + 1), NODE_EXTRA_CA_CERTS: '' },
      });
      // Left open: its end would tell the archiver that nobody wants the archive any more.
      child.stdin.write('go\n');
      closeSync(output);
      return child;
    },
  };
}

const candidates = [
  {
    name: "Python's tarfile, tar.gz",
    run: (file) => spawn('python3', ['-c', TARFILE, tree, file], { stdio: 'ignore' }),
  },
  archiver('ours, gzip (level 6, the default)', 'gzip', 6),
  archiver("ours, gzip (level 9, tarfile's)", 'gzip', 9),
  archiver('ours, zstd (level 3)', 'zstd', 3),
];

function peakOf(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function measure({ name, run }, round) {
  const file = join(folder, 'archive');
  const started = performance.now();
  const child = run(file, round);
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, peakOf(child.pid))), 20);
  const code = await new Promise((done, fail) => child.once('exit', done).once('error', fail));
  const ms = performance.now() - started;
  clearInterval(watch);
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  const size = statSync(file).size;
  rmSync(file);
  return { ms, peak, size };
}

try {
  const bytes = Number(execFileSync('du', ['-sb', tree], { encoding: 'utf8' }).split('\t')[0]);
  console.log(`${tree}: ${short(bytes / 2 ** 20)} MB, ${threads} processors, best of ${ROUNDS} rounds\n`);
  const results = candidates.map(() => []);
  // Once unmeasured, so that nobody pays for reading the tree from disk.
  await measure(candidates[1], 'warm');
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, candidate] of candidates.entries())
      results[index].push(await measure(candidate, round));
  }
  const best = results.map((runs) => runs.reduce((a, b) => (a.ms < b.ms ? a : b)));
  console.log(line('', 'seconds', 'MB/s', 'times tarfile', 'archive MB', 'peak MB'));
  for (const [index, { name }] of candidates.entries()) {
    const { ms, size } = best[index];
    const peak = Math.max(...results[index].map((run) => run.peak));
    if (index > 0)
      tell({ what: `archiving, ${name}: speed`, beside: "Python's tarfile", value: best[0].ms / ms, aim: 2 });
    console.log(
      line(
        name,
        short(ms / 1000),
        short(bytes / 2 ** 20 / (ms / 1000)),
        short(best[0].ms / ms),
        short(size / 2 ** 20),
        short(peak),
      ),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
