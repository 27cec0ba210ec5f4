// Wall time of `koji import` of 300 small packages. With KOJI_CLI, a command line with its options for another hub, it
// imports packages of the same kind there as well, in turns. Needs rpmbuild; KOJIKIT_BENCH_POSTGRES names a server.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeBuild, pile } from './lib/pile.mjs';
import { line } from './lib/rate.mjs';
import { ServedHub } from './lib/served-hub.mjs';

const RUNS = 3;
const BUILDS = 100;
const koji = [process.execPath, fileURLToPath(new URL('../packages/cli/bin/koji.js', import.meta.url))];
const theirs = process.env.KOJI_CLI?.split(' ').filter((word) => word !== '');
const folder = mkdtempSync(join(tmpdir(), 'kojikit-imports-'));
/** So that another hub can be measured again. */
const mark = Date.now().toString(36);

function seconds([program, ...words]) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve((performance.now() - started) / 1000) : reject(new Error(`ended with ${code}`)),
    );
  });
}

/** Builds packages of one run: a source package with two others, a hundred times. */
function makePackages(name) {
  const place = join(folder, name);
  for (let build = 0; build < BUILDS; build += 1) makeBuild(place, `${name}-${mark}-${build}`, 2);
  const { sources, packages } = pile(place);
  return [...sources, ...packages];
}

async function withHub(database, body) {
  const hub = await ServedHub.prepare(database);
  await hub.start();
  try {
    return await body([
      '-s',
      hub.url,
      '--topurl',
      hub.origin,
      '--authtype',
      'password',
      '--user',
      'kojiadmin',
      '--password',
      'pw',
    ]);
  } finally {
    await hub.stop();
    hub.remove();
  }
}

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

try {
  const batches = Array.from({ length: RUNS }, (_, run) => makePackages(`run${run}`));
  const rows = {
    SQLite: [],
    ...(process.env.KOJIKIT_BENCH_POSTGRES && { PostgreSQL: [] }),
    ...(theirs && { other: [] }),
  };
  await withHub(undefined, async (sqlite) =>
    withHub(process.env.KOJIKIT_BENCH_POSTGRES, async (postgres) => {
      for (const files of batches) {
        rows.SQLite.push(await seconds([...koji, ...sqlite, 'import', ...files]));
        rows.PostgreSQL?.push(await seconds([...koji, ...postgres, 'import', ...files]));
        rows.other?.push(await seconds([...theirs, 'import', ...files]));
      }
    }),
  );
  console.log(line('koji import of 300 packages', 'seconds', rows.other ? 'faster' : ''));
  for (const [name, times] of Object.entries(rows)) {
    const faster = rows.other ? (median(rows.other) / median(times)).toFixed(1) : '';
    console.log(line(name, median(times).toFixed(2), faster));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
