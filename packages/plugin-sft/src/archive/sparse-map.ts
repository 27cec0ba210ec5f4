import { readSync } from 'node:fs';
import { Breather } from './breather.js';
import { BLOCK } from './tar-header.js';

/** A run of a file that is no hole. */
export interface DataRun {
  readonly offset: number;
  readonly size: number;
}

/** Zeros shorter than this count as data: smaller holes are not worth a run. */
const SMALLEST_HOLE = 65_536;
const PIECE = 1_048_576;
/** Files with holes that are larger are not read through: a hole can be of any size, and costs nobody anything to make. */
export const LARGEST_SPARSE = 2 ** 38;
const ZEROS = Buffer.alloc(SMALLEST_HOLE);

/**
 * The runs of a file that are not zeros, found by reading it. Node cannot ask the file system for holes, and that a
 * file holds no blocks does not mean that it holds no data on every one.
 */
export async function dataRuns(fd: number, size: number): Promise<DataRun[]> {
  const runs: DataRun[] = [];
  const buffer = Buffer.allocUnsafe(PIECE);
  const breather = new Breather();
  let open: { offset: number; size: number } | undefined;
  for (let at = 0; at < size;) {
    await breather.breathe();
    const count = readSync(fd, buffer, 0, Math.min(PIECE, size - at), at);
    if (count === 0) break;
    for (let start = 0; start < count; start += SMALLEST_HOLE) {
      const piece = buffer.subarray(start, Math.min(start + SMALLEST_HOLE, count));
      if (piece.equals(ZEROS.subarray(0, piece.length))) {
        if (open) runs.push(open);
        open = undefined;
      } else if (open) open.size += piece.length;
      else open = { offset: at + start, size: piece.length };
    }
    at += count;
  }
  if (open) runs.push(open);
  return runs;
}

/**
 * The map in front of a sparse file's data, in whole blocks (GNU's sparse format 1.0). Readers learn the size from the
 * records of the extended header; a last empty run stands for a hole at the end.
 */
export function sparseMap(runs: readonly DataRun[], size: number): Buffer {
  const last = runs.at(-1);
  const all = last && last.offset + last.size === size ? runs : [...runs, { offset: size, size: 0 }];
  const text = `${all.length}\n${all.map((run) => `${run.offset}\n${run.size}\n`).join('')}`;
  return Buffer.from(text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK, '\0'), 'latin1');
}

/** The name and records that make a tar entry a sparse file. */
export function sparseEntry(name: string, size: number): { name: string; records: Record<string, string> } {
  const slash = name.lastIndexOf('/') + 1;
  return {
    // What a reader that knows no sparse files unpacks.
    name: `${name.slice(0, slash)}GNUSparseFile.0/${name.slice(slash)}`,
    records: {
      'GNU.sparse.major': '1',
      'GNU.sparse.minor': '0',
      'GNU.sparse.name': name,
      'GNU.sparse.realsize': String(size),
    },
  };
}
