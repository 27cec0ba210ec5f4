import { rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { kindOf } from '../builds/index.js';

/*
 * While a build moves between volumes there are two folders of it, and the database says which one counts. A mark beside
 * each tells that the other one is no stray: it was left by a hub that was killed meanwhile.
 */

/** Marks the folder of a build that is about to move from or to there. */
export async function markMoving(folder: string): Promise<void> {
  await writeFile(markOf(folder), '', { flush: true });
}

/** Whether the folder of a build was marked by {@link markMoving}. */
export async function isMarked(folder: string): Promise<boolean> {
  return (await kindOf(markOf(folder))) === 'file';
}

/** Takes the mark of {@link markMoving} away. */
export async function unmarkMoving(folder: string): Promise<void> {
  await rm(markOf(folder), { force: true });
}

function markOf(folder: string): string {
  return join(dirname(folder), `.${basename(folder)}.moving`);
}
