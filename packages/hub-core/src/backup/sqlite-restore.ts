import { existsSync, statSync } from 'node:fs';
import { errorCode, errorText } from '../error-facts.js';
import { openFile, openToRead } from '../db/sqlite/driver.js';
import { migrationsTable, type AppliedMigration } from '../db/migrations/applied-migrations.js';
import { damageOf, PAGES } from './sqlite-backup.js';
import { BACKUP_MARK } from './sqlite-mark.js';

/**
 * Looks through a backup of SQLite and returns the steps of the schema that it has. Throws an error for a file that is no
 * backup, or not a whole one.
 */
export function readSqliteBackup(file: string): AppliedMigration[] {
  for (const ending of ['-wal', '-journal'])
    if (existsSync(`${file}${ending}`))
      throw new Error(`${file} is a database in use, not a backup: ${file}${ending} belongs to it`);
  const backup = openToRead(file);
  try {
    if (backup.pragma('application_id', { simple: true }) !== BACKUP_MARK)
      throw new Error(`${file} is a SQLite database but no backup: 'koji-hub backup' makes them`);
    const size =
      Number(backup.pragma('page_count', { simple: true })) *
      Number(backup.pragma('page_size', { simple: true }));
    const length = statSync(file).size;
    const damage = size === length ? damageOf(backup) : `it has ${length} bytes instead of ${size}`;
    if (damage !== undefined) throw new Error(`${file} is not whole: ${damage}`);
    const rows = backup.prepare<[], { name: string; breaking: number }>(
      `SELECT name, breaking FROM ${migrationsTable.name} ORDER BY name`,
    );
    return rows.all().map(({ name, breaking }) => ({ name, breaking: breaking !== 0 }));
  } catch (error) {
    if (!errorCode(error).startsWith('SQLITE_')) throw error;
    throw new Error(`${file} is not whole: ${errorText(error)}`, { cause: error });
  } finally {
    backup.close();
  }
}

/**
 * Puts a backup into the place of a SQLite database, in one transaction of SQLite's: a process that is killed leaves the old
 * contents, which the next one to open the file finds again. Throws when somebody has the database open, and, unless `replace`
 * is true, when there is anything in it.
 */
export async function restoreSqlite(
  file: string,
  database: string,
  replace: boolean,
  signal: AbortSignal,
): Promise<void> {
  assertFree(database, replace);
  const backup = openToRead(file);
  try {
    await backup.backup(database, { progress: () => (signal.throwIfAborted(), PAGES) });
  } finally {
    backup.close();
  }
  const restored = openFile(database, 0);
  restored.pragma('application_id = 0');
  restored.close();
}

/* Makes the file where there is none, for its owner alone. */
function assertFree(database: string, replace: boolean): void {
  const driver = openFile(database, 0);
  try {
    // Impossible while somebody else has it open.
    driver.pragma('journal_mode = DELETE');
    driver.exec('BEGIN EXCLUSIVE');
    const tables = driver.prepare('SELECT count(*) FROM sqlite_master').pluck().get();
    if (tables !== 0 && !replace)
      throw new Error(`there is a database at ${database}: --replace puts the backup in its place`);
  } catch (error) {
    if (!errorCode(error).startsWith('SQLITE_BUSY')) throw error;
    throw new Error(`another process uses ${database}: stop the hub first`, { cause: error });
  } finally {
    driver.close();
  }
}
