import { lstat, mkdir, realpath } from 'node:fs/promises';
import { basename, join, normalize, relative, sep } from 'node:path';
import sql from 'sql-template-tag';
import { ActionNotAllowed, GenericError, PathInfo, TASK_STATES } from '@kojikit/protocol';
import { callingHost, hostOnly } from '../auth/index.js';
import { namingFullDisk } from '../full-disk.js';
import { lookupNameStrictly } from '../lookup/index.js';
import type { Context } from '../ground/context.js';
import { claimFolder } from './upload-owner.js';

/** Where an upload goes, as its caller names it: a folder below `work`, and a plain file name. */
export interface UploadTarget {
  readonly folder: string;
  readonly name: string;
  readonly volume: string | undefined;
}

/**
 * The file behind an upload's names. The folder of a task belongs to the builder that runs it; any other folder
 * belongs to who uploads there first.
 * @param create make the folder, after a check that the caller may write there; who waits for the task's files is woken
 * when the request is done.
 * Throws GenericError for names that lead elsewhere and for somebody else's folder, ActionNotAllowed for another
 * builder's task.
 */
export async function uploadPath(
  ctx: Context,
  target: UploadTarget,
  { create }: { create: boolean },
): Promise<string> {
  if (basename(target.name) !== target.name || target.name.startsWith('.') || target.name === '') {
    throw new GenericError(`Invalid upload filename: ${target.name}`);
  }
  const folder = normalize(target.folder).replace(/\/+$/, '');
  if (folder === '' || folder.startsWith('..') || folder.startsWith('/') || target.folder.includes('\0')) {
    throw new GenericError(`Invalid upload directory: ${target.folder}`);
  }
  if (target.volume !== undefined) await lookupNameStrictly(ctx, 'volume', target.volume);
  const work = new PathInfo(ctx.config.KojiDir).work(target.volume);
  const directory = join(work, folder);
  if (create) {
    const taskId = taskOf(folder, target.folder);
    if (taskId !== undefined) await assertTaskOfCaller(ctx, taskId);
    await namingFullDisk(directory, () => mkdir(directory, { recursive: true }));
    await refuseEscape(work, directory, target.folder);
    if (taskId === undefined) await claimFolder(ctx, directory, target.folder);
    else ctx.afterCommit(() => ctx.signals.announce(`output:${taskId}`));
  } else if (await exists(directory)) {
    await refuseEscape(work, directory, target.folder);
  }
  return join(directory, target.name);
}

/* `tasks/<id modulo 10000>/<id>/…` names its task; anything else below `tasks` is refused. */
function taskOf(folder: string, given: string): number | undefined {
  const parts = folder.split('/');
  if (parts[0] !== 'tasks') return undefined;
  const id = parts[2];
  if (id === undefined || !/^\d+$/.test(id))
    throw new GenericError(`Invalid task upload directory: ${given}`);
  return Number(id);
}

async function assertTaskOfCaller(ctx: Context, taskId: number): Promise<void> {
  await hostOnly(ctx, {});
  const host = await callingHost(ctx.session);
  const task = await ctx.db.first<{ state: number; host_id: number | null }>(
    sql`SELECT state, host_id FROM task WHERE id = ${taskId}`,
  );
  if (task === undefined) throw new GenericError(`No such task: ${taskId}`);
  if (task.state !== TASK_STATES.OPEN || task.host_id !== host) {
    throw new ActionNotAllowed(`host ${host} does not own task ${taskId}`);
  }
}

/* A symbolic link below `work` must not lead out of it. */
async function refuseEscape(work: string, directory: string, given: string): Promise<void> {
  const inside = relative(await realpath(work), await realpath(directory));
  if (inside === '..' || inside.startsWith(`..${sep}`)) {
    throw new GenericError(`Invalid upload directory: ${given}`);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
