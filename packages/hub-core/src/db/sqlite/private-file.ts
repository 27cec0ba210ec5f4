import { closeSync, openSync } from 'node:fs';

/**
 * Makes a file for its owner alone, when it is missing. SQLite gives the files beside a database, `-wal` and `-shm`, the
 * permissions of the database itself. Where it cannot be made, the driver says why better than this could.
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'ax', 0o600));
  } catch {
    return;
  }
}
