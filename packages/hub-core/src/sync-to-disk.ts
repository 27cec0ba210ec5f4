import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Waits until a file, or what a folder lists, is on the disk: a loss of power does not take it back. */
export function syncToDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
