import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../error-facts.js';
import { namingFullDisk } from '../full-disk.js';
import type { Context } from '../ground/context.js';
import { linkOrCopy } from './link-or-copy.js';

export interface PutOptions {
  /**
   * Bring back what is there already when the call is undone; until the commit it has the name `<destination>.before` too.
   * Otherwise it is lost at once. Default: no.
   */
  readonly restore?: boolean;
}

/**
 * Puts a file in its place as part of the transaction of `ctx`: it appears complete and on disk, in the place of what is
 * there already, and goes away again when the call is undone. The folder must be there.
 * Throws GenericError `No space left on device: <destination>`; nothing is left then.
 * @param write writes the file under the name that it is given, which is free.
 */
export async function putInPlace(
  ctx: Context,
  destination: string,
  write: (unfinished: string) => Promise<void>,
  { restore = false }: PutOptions = {},
): Promise<void> {
  const unfinished = `${destination}.unfinished`;
  const before = `${destination}.before`;
  await rm(unfinished, { force: true });
  let kept = false;
  try {
    await namingFullDisk(destination, async () => {
      await write(unfinished);
      await toDisk(unfinished);
    });
    if (restore) kept = await keep(destination, before);
    ctx.onUndo(async () => {
      if (kept) await rename(before, destination);
      else await rm(destination, { force: true });
      // Renaming does nothing where both are names of one file.
      await rm(before, { force: true });
    });
    if (kept) ctx.afterCommit(() => rm(before, { force: true }));
    await rename(unfinished, destination);
    await toDisk(dirname(destination));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function keep(path: string, before: string): Promise<boolean> {
  await rm(before, { force: true });
  try {
    await linkOrCopy(path, before);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function toDisk(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
