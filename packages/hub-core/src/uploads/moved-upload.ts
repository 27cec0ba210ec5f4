import { readlink, realpath, unlink } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { PathInfo } from '@kojikit/protocol';
import { isInner } from './uploaded-file.js';

/**
 * Makes room for an upload whose earlier one was moved below `scratch`, which has left a link: a task that runs again
 * uploads its files anew. What it leads to stays. Everything else is left alone.
 */
export async function removeMovedUpload(topdir: string, path: string): Promise<void> {
  const target = await readlink(path).catch(() => undefined);
  if (target === undefined) return;
  const scratch = new PathInfo(await realpath(topdir)).scratch();
  // Where scratch builds are cleaned up, the link leads nowhere.
  const led = resolve(await realpath(dirname(path)), target);
  if (isInner(relative(scratch, led))) await unlink(path);
}
