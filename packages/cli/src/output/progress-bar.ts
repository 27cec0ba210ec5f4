import { format } from './format.js';

const WIDTH = 36;

/** A line that shows how far something is. */
export function progressBar(done: number, total: number): string {
  const share = total === 0 ? 0 : Math.min(done / total, 1);
  const percent = total === 0 ? '???%' : format('%3d%%', share * 100);
  const bar = '='.repeat(Math.trunc(share * WIDTH)).padEnd(WIDTH);
  const size = total === 0 ? formatSize(done) : `${formatSize(done)} / ${formatSize(total)}`;
  return `[${bar}] ${percent} ${size.padStart(10)}`;
}

/** Bytes in the unit that fits: `1.50 MiB`. */
export function formatSize(bytes: number): string {
  for (const [unit, factor] of [
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
  ] as const) {
    if (bytes >= factor) return `${(bytes / factor).toFixed(2)} ${unit}`;
  }
  return `${bytes.toFixed(2)} B`;
}
