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
  const sources = new Map<string, string>();
  for (const file of [srpm, ...rpms, ...[...logs.values()].flat()]) {
    sources.set(file, await uploadedPath(ctx, file));
  }
  const folder = await scratchFolder(ctx, taskId);
  for (const file of [srpm, ...(await withoutDuplicates(ctx, rpms, logs))]) {
    await place(ctx, sources.get(file)!, folder);
  }
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

async function place(ctx: Context, source: string, folder: string): Promise<void> {
  await placeFile(ctx, source, join(folder, basename(source)), { existing: 'replace' });
}
