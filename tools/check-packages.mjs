import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { typeProblems } from './packages/check-types.mjs';
import { installTrial } from './packages/install-trial.mjs';
import { attwProblems, publintProblems } from './packages/lint-package.mjs';
import { manifestProblems } from './packages/manifest-problems.mjs';
import { contentProblems, packAll } from './packages/pack.mjs';
import { inParallel } from './packages/run.mjs';
import { binProblems, commandProblems, importProblems } from './packages/try-entries.mjs';
import { trialsOf, workspacePackages } from './packages/workspace.mjs';

/**
 * `npm run check:packages`: every package is packed, its tarball looked at, and installed in an empty folder outside of
 * the repository, where it is imported, run and type-checked as its users would. Names as arguments limit it to those.
 */
const wanted = process.argv.slice(2);
const all = workspacePackages();
const chosen = all.filter(({ folder }) => wanted.length === 0 || wanted.includes(folder));
const scratch = mkdtempSync(join(tmpdir(), 'kojikit-packages-'));
let failures = 0;

function report(title, problems, started) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${title} (${seconds} s)`);
  for (const problem of problems) console.log(`     ${problem.trimEnd().replaceAll('\n', '\n     ')}`);
  if (problems.length > 0) failures += 1;
}

async function checkTarball(entry, packed) {
  const started = Date.now();
  const { tarball, files } = packed.get(entry.manifest.name);
  const problems = [...manifestProblems(entry, all), ...contentProblems(entry, files)];
  problems.push(...(await publintProblems(entry, tarball)), ...(await attwProblems(tarball)));
  report(`${entry.folder}: tarball`, problems, started);
}

async function checkTrial({ entry, trial }, packed) {
  const started = Date.now();
  const folder = join(scratch, trial.name);
  const problems = await installTrial(folder, trial.packages, packed);
  if (problems.length === 0) {
    problems.push(...(await importProblems(folder, trial.entries)));
    if (trial.bins) problems.push(...(await binProblems(folder, entry.manifest)));
    if (trial.commands) problems.push(...(await commandProblems(folder, entry.manifest)));
    problems.push(...typeProblems(folder, entry.folder, trial.entries));
  }
  report(`${trial.name}: installed alone`, problems, started);
}

try {
  const packed = await packAll(all, join(scratch, 'tarballs'));
  await inParallel(chosen, 2, (entry) => checkTarball(entry, packed));
  const trials = chosen.flatMap((entry) => trialsOf(entry).map((trial) => ({ entry, trial })));
  await inParallel(trials, 2, (one) => checkTrial(one, packed));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(failures === 0 ? 'every package works alone' : `${failures} package checks failed`);
process.exitCode = failures === 0 ? 0 : 1;
