import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../error-facts.js';
import { lockFile } from '../db/lock-file.js';
import { syncToDisk } from '../sync-to-disk.js';
import { sameBytes } from './same-bytes.js';

const PATIENCE_MS = 30_000;

/**
 * Moves a SQLite database that nobody uses to another folder, which is made for its owner alone. A process that is killed
 * on the way leaves the database at one of the two places, or the same at both; the next call goes on from there. Two
 * processes take turns. Returns whether there was anything to do.
 *
 * Throws when another process has the database open, and when another database is at the new place already.
 */
export async function moveDatabase(from: string, to: string): Promise<boolean> {
  if (!existsSync(from)) return false;
  const folder = dirname(to);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = await takeTurn(join(folder, 'move.lock'));
  try {
    if (!existsSync(from)) return false;
    if (existsSync(to)) dropCopy(from, to);
    else await moveUnused(from, to);
    syncToDisk(folder);
    syncToDisk(dirname(from));
    return true;
  } finally {
    release();
  }
}

async function takeTurn(file: string): Promise<() => void> {
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    const release = await lockFile(file);
    if (release !== undefined) return release;
    if (Date.now() > end) throw new Error(`another process is moving the database: it holds ${file}`);
  }
}

/* A copy is complete before it gets its name, so what is there twice and the same was on its way. */
function dropCopy(from: string, to: string): void {
  if (!sameBytes(from, to)) {
    throw new Error(
      `there are two databases: ${to}, where the hub keeps it, and ${from}, where older versions did; move the one that does not count away`,
    );
  }
  rmSync(from);
}

async function moveUnused(from: string, to: string): Promise<void> {
  const { openFile } = await import('../db/sqlite/driver.js');
  const driver = openFile(from, 0);
  try {
    // Puts what is in the -wal file into the database and removes it; impossible while somebody else has it open.
    driver.pragma('journal_mode = DELETE');
    driver.exec('BEGIN EXCLUSIVE');
    rename(from, to);
    removeLocks(from);
  } catch (error) {
    if (!errorCode(error).startsWith('SQLITE_BUSY')) throw error;
    throw new Error(`another process uses ${from}: end it first, then the database is moved to ${to}`, {
      cause: error,
    });
  } finally {
    driver.close();
  }
}

function rename(from: string, to: string): void {
  if (lstatSync(from).isSymbolicLink()) {
    symlinkSync(realpathSync(from), to);
    return rmSync(from);
  }
  chmodSync(from, 0o600);
  try {
    renameSync(from, to);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    const beside = `${to}.moving`;
    copyFileSync(from, beside);
    chmodSync(beside, 0o600);
    syncToDisk(beside);
    renameSync(beside, to);
    syncToDisk(dirname(to));
    rmSync(from);
  }
}

/* Locks of an older version, named after the database. */
function removeLocks(database: string): void {
  const folder = dirname(database);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${basename(database)}.`) && name.endsWith('.lock')) rmSync(join(folder, name));
  }
}
