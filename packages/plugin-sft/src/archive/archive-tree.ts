import { fromText } from './byte-path.js';
import { compileLater } from './compile-later.js';
import { Filters } from './filters.js';
import { Folder } from './folder.js';
import { Gzip, type Compressor } from './gzip.js';
import { LeftOut } from './left-out.js';
import type { ArchiveOrder, ArchiveReport } from './order.js';
import { surveyRoot } from './survey.js';
import { TreeWriter } from './write-tree.js';
import { Zstd } from './zstd.js';

/*
 * A program of its own, since it has to run where the root is whole: in a mount namespace, and for builders without
 * root's rights in a user namespace. It looks at the root, says how large the tree is, waits for a word, and writes the
 * compressed archive to its standard output.
 */

const INTERVAL_MS = 1000;
/** Status when whoever started it is gone. */
const ABANDONED = 3;

async function main(order: ArchiveOrder): Promise<void> {
  const wordFromOutside = listen();
  const root = openRoot(order);
  if (!root) return report({ missing: order.start });
  const prefix = fromText(order.prefix.replace(/^\/+|\/+$/g, ''));
  const { filters: patterns, ignoreCase, savedCredentials } = order;
  const filters = new Filters({ patterns, ignoreCase, savedCredentials, prefix });
  const survey = await surveyRoot(root, order.start, filters);
  report({ surveyed: { bytes: survey.bytes, entries: survey.entries } });
  // Whoever asked may find it too large, and go away.
  await wordFromOutside;

  const leftOut = new LeftOut(order.listFile);
  let last = Date.now();
  const writer = new TreeWriter({
    output: compressor(order),
    filters,
    survey,
    leftOut,
    prefix,
    maxBytes: order.maxBytes,
    progress(progress) {
      if (Date.now() - last < INTERVAL_MS) return;
      last = Date.now();
      report({ progress });
    },
  });
  await writer.write(root, order.start);
  await writer.end(fromText(order.listName));
  report({ done: { ...writer.done, leftOut: leftOut.counts } });
}

/* A link in the place of what is to be saved would lead out of the root, so it counts as missing. */
function openRoot({ root, start }: ArchiveOrder): Folder | undefined {
  try {
    const folder = Folder.openRoot(root);
    if (start === '/') return isEmpty(folder) ? undefined : folder;
    folder.openFolder(start.slice(1)).close();
    return folder;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}

/* What is left of a root after a clean-up. */
function isEmpty(folder: Folder): boolean {
  for (const name of folder.names()) return name === '';
  return true;
}

function compressor({ compression, level, threads }: ArchiveOrder): Compressor {
  return compression === 'zstd' ? new Zstd(level, threads) : new Gzip(writeOut, level, threads + 1);
}

function writeOut(data: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(data, (error) => (error ? reject(error) : resolve()));
  });
}

/* The input says when to go on. It ends with whoever started this program, also when that was killed. */
function listen(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('data', () => resolve());
    process.stdin.once('close', () => process.exit(ABANDONED));
  });
}

function report(value: ArchiveReport): void {
  process.stderr.write(`${JSON.stringify(value)}\n`);
}

compileLater();
await main(JSON.parse(process.argv[2] ?? '') as ArchiveOrder);
// Standard input is still open, and nothing more is expected of it.
process.exit(0);
