import { existsSync } from 'node:fs';
import type Driver from 'better-sqlite3';
import { openFile } from '../db/sqlite/driver.js';
import { BUSY_TIMEOUT } from '../db/sqlite/file-connection.js';
import { BACKUP_MARK } from './sqlite-mark.js';

/** Pages that are copied at one go, some MB: an interruption is heard in between. */
export const PAGES = 1000;

/**
 * Copies a SQLite database, which others may be writing to, as it is at one moment. The copy is a database of its own that
 * nothing beside it belongs to. Throws when the database is damaged.
 * @param to an empty file.
 */
export async function copySqlite(from: string, to: string, signal: AbortSignal): Promise<void> {
  if (!existsSync(from)) throw new Error(`there is no database at ${from}: run 'koji-hub init' to create it`);
  const source = openFile(from, BUSY_TIMEOUT);
  try {
    // A copy of what others change begins anew with each of their commits; what a reader sees stays as it is.
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_master').get();
    await source.backup(to, { progress: () => (signal.throwIfAborted(), PAGES) });
  } finally {
    source.close();
  }
  const copy = openFile(to, 0);
  try {
    copy.pragma('journal_mode = DELETE');
    copy.pragma(`application_id = ${BACKUP_MARK}`);
    const damage = damageOf(copy);
    if (damage !== undefined) throw new Error(`the database ${from} is damaged: ${damage}`);
  } finally {
    copy.close();
  }
}

/** The first thing that is wrong in a database, or undefined. */
export function damageOf(file: Driver.Database): string | undefined {
  const first = file.prepare<[], { integrity_check: string }>('PRAGMA integrity_check(1)').get();
  return first?.integrity_check === 'ok' ? undefined : (first?.integrity_check ?? 'it cannot be checked');
}
