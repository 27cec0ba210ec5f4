import { rename, rm } from 'node:fs/promises';
import type { Context } from '../ground/context.js';

/**
 * Puts the finished tree of a new repo in its place; it goes away again when the call is undone. What is there already
 * was left by a try that was killed: the row of the repo was inserted before, and no id is given out twice.
 */
export async function placeTree(ctx: Context, unfinished: string, folder: string): Promise<void> {
  const remove = () => rm(folder, { recursive: true, force: true });
  await remove();
  ctx.onUndo(remove);
  await rename(unfinished, folder);
}
