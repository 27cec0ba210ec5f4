import { lstat, readdir, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { GenericError, PathInfo, UNFINISHED_FOLDER } from '@kojikit/protocol';
import type { Context } from '@kojikit/hub-core/plugin';

/** An archive among the output of a task. */
export interface TreeFile {
  readonly filename: string;
  readonly volume: string;
  readonly size: number;
}

const ARCHIVE = /^broot-\d+\.tar\.(gz|zst)$/;

/** The archives that a task has uploaded, on whatever volume. */
export async function findTreeFiles(ctx: Context, taskId: number): Promise<TreeFile[]> {
  return treeFilesOn(ctx, taskId, await volumeNames(ctx));
}

async function treeFilesOn(ctx: Context, taskId: number, volumes: readonly string[]): Promise<TreeFile[]> {
  const found: TreeFile[] = [];
  for (const volume of volumes) {
    const folder = taskFolder(ctx, taskId, volume);
    for (const filename of await readdir(folder).catch(() => [])) {
      const size = ARCHIVE.test(filename) ? await sizeOf(join(folder, filename)) : undefined;
      if (size !== undefined) found.push({ filename, volume, size });
    }
  }
  return found;
}

/** Whether the archive of a saved tree is still there. */
export async function hasTreeFile(ctx: Context, taskId: number, file: Pick<TreeFile, 'filename' | 'volume'>) {
  return (await sizeOf(join(taskFolder(ctx, taskId, file.volume), file.filename))) !== undefined;
}

/** Deletes an archive; the rest of the task's output stays. */
export async function removeTreeFile(
  ctx: Context,
  taskId: number,
  file: Pick<TreeFile, 'filename' | 'volume'>,
): Promise<void> {
  if (!ARCHIVE.test(file.filename)) throw new Error(`not the archive of a build root: ${file.filename}`);
  await rm(join(taskFolder(ctx, taskId, file.volume), file.filename), { force: true });
}

/**
 * Puts a whole archive among the output of its task. It may have been put there before: builders repeat calls whose
 * answers they did not get. Throws GenericError when there is none.
 */
export async function finishTreeFile(
  ctx: Context,
  taskId: number,
  file: Pick<TreeFile, 'filename' | 'volume'>,
): Promise<void> {
  if (!ARCHIVE.test(file.filename))
    throw new GenericError(`not the archive of a build root: ${file.filename}`);
  const folder = taskFolder(ctx, taskId, file.volume);
  try {
    await rename(join(folder, UNFINISHED_FOLDER, file.filename), join(folder, file.filename));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (await hasTreeFile(ctx, taskId, file)) return;
    throw new GenericError(`task ${taskId} has uploaded no ${file.filename}`);
  }
}

/** Deletes the archives of a task, finished or not, on some volumes. The rest of its output stays. */
export async function removeTreeFiles(
  ctx: Context,
  taskId: number,
  volumes: readonly string[],
): Promise<void> {
  for (const volume of volumes) {
    await rm(join(taskFolder(ctx, taskId, volume), UNFINISHED_FOLDER), { recursive: true, force: true });
  }
  for (const file of await treeFilesOn(ctx, taskId, volumes)) await removeTreeFile(ctx, taskId, file);
}

/** The names of all volumes. */
export function volumeNames(ctx: Context): Promise<string[]> {
  return ctx.db.column<string>(sql`SELECT name FROM volume ORDER BY id`);
}

/** Bytes that are free on a volume for uploads. */
export async function freeSpaceOn(ctx: Context, volume: string): Promise<number> {
  const { bavail, bsize } = await statfs(new PathInfo(ctx.config.KojiDir).volume(volume));
  return bavail * bsize;
}

function taskFolder(ctx: Context, taskId: number, volume: string): string {
  const paths = new PathInfo(ctx.config.KojiDir);
  return join(paths.work(volume), paths.taskRelative(taskId));
}

async function sizeOf(path: string): Promise<number | undefined> {
  const stat = await lstat(path).catch(() => undefined);
  return stat?.isFile() ? stat.size : undefined;
}
