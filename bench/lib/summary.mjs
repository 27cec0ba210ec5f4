import { appendFileSync } from 'node:fs';

/**
 * Tells `bench/run.mjs` a figure for its one table, where it is that program that runs the benchmark.
 * @param {object} figure
 * @param {string} figure.what what was measured.
 * @param {string} figure.beside what it stands beside, or what limits it.
 * @param {number} figure.value
 * @param {string} [figure.unit] behind the value: times by default.
 * @param {number} figure.aim
 * @param {boolean} [figure.most] the aim is what it may be at most. Default: at least.
 */
export function tell({ unit = '×', most = false, ...figure }) {
  const file = process.env.KOJIKIT_BENCH_SUMMARY;
  if (file) appendFileSync(file, `${JSON.stringify({ ...figure, unit, most })}\n`);
}
