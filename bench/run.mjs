// Runs the benchmarks that have aims, one after the other, and prints one table: what, beside what, how much, and the aim. What
// each needs from its surroundings is said in its file; one that lacks it says nothing here. With names (`reads cli-start`),
// those alone.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { short } from './lib/rate.mjs';

const ALL = [
  ...['reads', 'writes', 'scale', 'scheduler', 'messages', 'cli-start', 'runroot'],
  ...['root-from-cache', 'save-failed-tree'],
];
/** What those need of Node that run what no package offers. */
const FROM_SOURCE = { 'root-from-cache': ['--conditions=@kojikit/source', '--import', 'tsx'] };

const unknown = process.argv.slice(2).filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  console.error(`there is no ${unknown.join(', ')} with an aim; there are: ${ALL.join(', ')}`);
  process.exit(2);
}
const chosen = process.argv.length > 2 ? process.argv.slice(2) : ALL;
const folder = mkdtempSync(join(tmpdir(), 'kojikit-bench-'));
const summary = join(folder, 'summary');
writeFileSync(summary, '');

function run(name) {
  const args = [...process.execArgv, ...(FROM_SOURCE[name] ?? []), join(import.meta.dirname, `${name}.mjs`)];
  const env = { ...process.env, KOJIKIT_BENCH_SUMMARY: summary };
  return new Promise((resolve, reject) => {
    spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], env })
      .once('error', reject)
      .once('exit', resolve);
  });
}

/** A figure as a row of a table in Markdown. */
function row({ what, beside, value, unit, aim, most }) {
  const met = most ? value <= aim : value >= aim;
  const bound = `${most ? 'at most ' : ''}${aim} ${unit}`;
  return `| ${what} | ${beside} | ${short(value)} ${unit} | ${bound} | ${met ? 'yes' : 'no'} |`;
}

try {
  for (const name of chosen) {
    console.log(`\n${name}`);
    const status = await run(name);
    if (status !== 0) {
      console.error(`${name} ended with ${status}`);
      process.exitCode = 1;
    }
  }
  const figures = readFileSync(summary, 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text));
  console.log('\n| what | beside | measured | aim | met |\n| --- | --- | ---: | ---: | --- |');
  for (const figure of figures) console.log(row(figure));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
