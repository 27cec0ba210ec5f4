import type Driver from 'better-sqlite3';
import { errorCode } from '../../error-facts.js';
import type { Hold } from '../database.js';
import { openFile } from './driver.js';

/**
 * Named locks that outlive a transaction. SQLite's one write lock must not be held that long, so each name is a small
 * file beside the database which is locked instead: the system frees it when the process ends, however it ends.
 */
export class Holds {
  private readonly taken = new Set<string>();

  /** @param path the database file; undefined for one in memory, which no other process sees. */
  constructor(private readonly path: string | undefined) {}

  take(name: string): Hold | undefined {
    if (this.taken.has(name)) return undefined;
    const file = this.path === undefined ? undefined : lockFile(`${this.path}.${name}.lock`);
    if (file === 'busy') return undefined;
    this.taken.add(name);
    let held = true;
    return {
      release: async () => {
        if (!held) return;
        held = false;
        file?.close();
        this.taken.delete(name);
      },
    };
  }
}

function lockFile(path: string): Driver.Database | 'busy' {
  let file: Driver.Database | undefined;
  try {
    // Opening looks into the file, so it may find it locked already.
    file = openFile(path, 0);
    file.exec('BEGIN EXCLUSIVE');
    return file;
  } catch (error) {
    file?.close();
    if (errorCode(error).startsWith('SQLITE_BUSY')) return 'busy';
    throw error;
  }
}
