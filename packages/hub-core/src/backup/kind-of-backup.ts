import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

/**
 * Which engine's backup a file is, by its first bytes. Throws an error for what is no backup.
 */
export function kindOfBackup(file: string): 'sqlite' | 'postgresql' {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  if (!statSync(file).isFile()) throw new Error(`${file} is no file`);
  const start = firstBytes(file, 16).toString('latin1');
  if (start === 'SQLite format 3\0') return 'sqlite';
  if (start.startsWith('PGDMP')) return 'postgresql';
  throw new Error(`${file} is no backup: expected what 'koji-hub backup' has made`);
}

function firstBytes(file: string, count: number): Buffer {
  const bytes = Buffer.alloc(count);
  const opened = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(opened, bytes));
  } finally {
    closeSync(opened);
  }
}
