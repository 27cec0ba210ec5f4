import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, workspacePackages } from './packages/workspace.mjs';

/**
 * `npm run coverage` runs all tests and prints which part of each package's lines and branches its own tests run, beside
 * the floors in coverage.json.
 *
 * - `--check` runs nothing: it reads what the last run with `KOJIKIT_COVERAGE=1` left, and fails below a floor
 * - `--write` reads the same, and sets the floors of what was measured a point below it: runs differ a little
 * - names of packages: reads the same, and lists their files, that with most untested lines first
 */
const FLOORS = join(root, 'tools/coverage.json');
const KINDS = ['lines', 'branches'];

const options = process.argv.slice(2);
const has = (option) => options.includes(option);
const chosen = options.filter((option) => !option.startsWith('--'));

if (options.length === 0) {
  const env = { ...process.env, KOJIKIT_COVERAGE: '1' };
  const run = spawnSync(process.execPath, [join(root, 'tools/run-tests.mjs')], { stdio: 'inherit', env });
  process.exitCode = run.status ?? 1;
}

/** What istanbul's summary says of a package: percentages in all (`total`), and by file. */
const summaries = new Map(
  workspacePackages().map(({ folder, path }) => {
    const file = join(path, '.test-results/coverage/coverage-summary.json');
    return [folder, existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined];
  }),
);

if (chosen.length > 0) for (const name of chosen) listFiles(name, summaries.get(name));
else if (has('--write')) writeFloors();
else printTable();

function printTable() {
  const floors = readFloors();
  console.log(row('package', ...KINDS.flatMap((kind) => [kind, 'floor'])));
  for (const [name, summary] of summaries) {
    const cells = KINDS.flatMap((kind) => [percent(summary?.total[kind].pct), percent(floors[name]?.[kind])]);
    const low = KINDS.filter((kind) => !(summary?.total[kind].pct >= (floors[name]?.[kind] ?? 0)));
    const problem =
      summary === undefined ? 'was not measured' : low.map((kind) => `too few ${kind}`).join(', ');
    console.log(`${row(name, ...cells)}${problem === '' ? '' : `  ${problem}`}`);
    if (problem !== '' && has('--check')) process.exitCode = 1;
  }
}

function writeFloors() {
  const floors = readFloors();
  for (const [name, summary] of summaries) {
    if (summary === undefined) continue;
    const floorOf = (kind) => Math.max(0, Math.floor(summary.total[kind].pct - 1));
    floors[name] = Object.fromEntries(KINDS.map((kind) => [kind, floorOf(kind)]));
  }
  const sorted = Object.entries(floors).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(FLOORS, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

function readFloors() {
  return existsSync(FLOORS) ? JSON.parse(readFileSync(FLOORS, 'utf8')) : {};
}

function listFiles(name, summary) {
  if (summary === undefined) throw new Error(`${name} was not measured: run \`npm run coverage\` first`);
  const files = Object.entries(summary).filter(([file]) => file !== 'total');
  const missed = ({ lines }) => lines.total - lines.covered;
  for (const [file, found] of files.sort(([, a], [, b]) => missed(b) - missed(a))) {
    if (missed(found) === 0) continue;
    const cells = KINDS.map((kind) => percent(found[kind].pct));
    console.log(`${String(missed(found)).padStart(5)} lines  ${cells.join(' ')}  ${relative(root, file)}`);
  }
}

function percent(number) {
  return number === undefined ? '-' : `${number.toFixed(1)} %`;
}

function row(name, ...cells) {
  return name.padEnd(20) + cells.map((cell) => cell.padStart(10)).join('');
}
