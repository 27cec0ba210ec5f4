import { closeSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { errorCode } from '../error-facts.js';
import { syncToDisk } from '../sync-to-disk.js';

/**
 * Makes a private file that has its name only when it is whole: it is written beside, brought to the disk and renamed. What
 * earlier attempts at the same file have left, because they were killed, is removed first.
 * @param signal gives it up, until it is renamed.
 * @param write fills the file whose path it gets, which is there, empty and its owner's alone.
 */
export async function writeWhole(
  path: string,
  write: (beside: string) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  removeLeftovers(path);
  const beside = `${path}.partial-${process.pid}`;
  try {
    closeSync(openSync(beside, 'wx', 0o600));
    await write(beside);
    syncToDisk(beside);
    // What came while it was written is heard in the next turn only.
    await setImmediate();
    signal.throwIfAborted();
    renameSync(beside, path);
    syncToDisk(dirname(path));
  } catch (error) {
    for (const ending of ['', '-journal']) rmSync(`${beside}${ending}`, { force: true });
    throw error;
  }
}

function removeLeftovers(path: string): void {
  const start = `${basename(path)}.partial-`;
  for (const name of readdirSync(dirname(path))) {
    const end = name.startsWith(start) ? /^(\d+)(-journal)?$/.exec(name.slice(start.length)) : null;
    if (end !== null && !isRunning(Number(end[1]))) rmSync(join(dirname(path), name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
