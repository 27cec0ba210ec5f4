import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it that are missing; one that is there is left as it is. For folders that people name:
 * Node's own recursive mkdir never returns where a file system, such as /proc, says of a new folder that it does not
 * exist. Throws with a code such as EACCES, ENOENT or ENOTDIR when that cannot be.
 * @param mode permissions of those that are made, less the umask.
 */
export function makeFolder(path: string, mode = 0o777): void {
  const missing: string[] = [];
  let known = resolve(path);
  while (!exists(known)) {
    missing.unshift(known);
    known = dirname(known);
  }
  for (const folder of missing) {
    try {
      mkdirSync(folder, { mode });
    } catch (error) {
      // Somebody else may have made it since.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  if (statSync(path).isDirectory()) return;
  throw Object.assign(new Error(`ENOTDIR: not a directory, mkdir '${path}'`), { code: 'ENOTDIR', path });
}

/* A link that leads nowhere is there, too: a folder cannot be made in its place. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
