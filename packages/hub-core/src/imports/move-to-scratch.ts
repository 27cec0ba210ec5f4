import { realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sql from 'sql-template-tag';
import { GenericError, PathInfo } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { placeFile } from '../stored-files/index.js';
import { isInner } from '../uploads/index.js';
import type { BuildContents } from './import-build.js';
import { withoutDuplicates } from './noarch-rpms.js';
import { uploadedPath } from './uploaded-path.js';

/**
 * Puts what a scratch build has made into the folder of its task below `scratch`, where nothing is kept of it but the
 * files. What an earlier run of the task has left there is replaced. Checks no permission.
 * Throws GenericError for missing files.
 */
export async function moveToScratch(
  ctx: Context,
  taskId: number,
  { srpm, rpms, logs }: Omit<BuildContents, 'buildroots'>,
): Promise<void> {
  const folder = await scratchFolder(ctx, taskId);
  const sources = new Map<string, string>();
  for (const file of [srpm, ...rpms, ...[...logs.values()].flat()]) {
    sources.set(file, await uploadedPath(ctx, file, { task: taskId, movedTo: folder }));
  }
  const different = await withoutDuplicates(rpms, logs, (file) => sources.get(file)!);
  for (const file of [srpm, ...different]) await place(ctx, sources.get(file)!, folder);
  for (const [key, files] of logs) {
    if (key !== '' && !isInner(key)) throw new GenericError(`Invalid folder of logs: ${key}`);
    for (const file of files) await place(ctx, sources.get(file)!, join(folder, 'logs', key));
  }
}

/** The folder of a task below `scratch`: `<owner>/task_<id>`. Throws GenericError when the owner's name is no path. */
export async function scratchFolder(ctx: Context, taskId: number): Promise<string> {
  const owner = await ctx.db.value<string>(
    sql`SELECT users.name FROM task JOIN users ON users.id = task.owner WHERE task.id = ${taskId}`,
  );
  if (owner === undefined || !isInner(owner)) {
    throw new GenericError(`Invalid scratch directory: ${owner ?? ''}/task_${taskId}`);
  }
  return join(new PathInfo(ctx.config.KojiDir).scratch(), owner, `task_${taskId}`);
}

/**
 * Puts what a scratch build has made in its place; what an earlier run of the task has left there comes back when the call
 * is undone. Nothing is done where an earlier run has moved the very file.
 * @param source as {@link uploadedPath} answers it.
 */
export async function placeScratchFile(ctx: Context, source: string, destination: string): Promise<void> {
  if ((await realpath(destination).catch(() => undefined)) === source) return;
  await placeFile(ctx, source, destination, { existing: 'exchange' });
}

async function place(ctx: Context, source: string, folder: string): Promise<void> {
  await placeScratchFile(ctx, source, join(folder, basename(source)));
}
