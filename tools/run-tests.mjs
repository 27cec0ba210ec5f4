import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm test`: the tests of every package, then one line `N passed, N failed` over all of them. Arguments go to nx, for
 * instance `npm test -- --projects=rpm,client`. A package that left no totals did not run and counts as failed.
 */
const root = join(import.meta.dirname, '..');
/** How many of the slowest test files are named. */
const SHOWN = 12;

const nxArguments = process.argv.slice(2);

const totalsOf = (folder) => join(root, 'packages', folder, '.test-results', 'totals.json');
const folders = readdirSync(join(root, 'packages')).filter((folder) =>
  existsSync(join(root, 'packages', folder, 'package.json')),
);
for (const folder of folders) rmSync(totalsOf(folder), { force: true });

const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
const run = spawnSync(process.execPath, [nx, 'run-many', '-t', 'test', ...nxArguments], {
  cwd: root,
  stdio: 'inherit',
});

const chosen = nxArguments.length > 0 ? folders.filter((folder) => existsSync(totalsOf(folder))) : folders;
let passed = 0;
let failed = 0;
const skipped = [];
const files = [];
for (const folder of chosen) {
  if (!existsSync(totalsOf(folder))) {
    console.log(`did not run: ${folder}`);
    failed += 1;
    continue;
  }
  const totals = JSON.parse(readFileSync(totalsOf(folder), 'utf8'));
  passed += totals.passed;
  failed += totals.failed;
  for (const [file, seconds] of Object.entries(totals.seconds))
    files.push({ name: `${folder}/${file}`, seconds });
  for (const { what, why } of totals.skipped)
    skipped.push(`skipped: ${folder}: ${what}: ${why ?? 'no reason given'}`);
}

files.sort((a, b) => b.seconds - a.seconds);
console.log('the test files that took longest:');
for (const { name, seconds } of files.slice(0, SHOWN))
  console.log(`${seconds.toFixed(1).padStart(8)} s  ${name}`);
for (const line of skipped) console.log(line);
if (run.status !== 0 && failed === 0) {
  console.log('the test run itself failed, see above');
  failed = 1;
}
console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
