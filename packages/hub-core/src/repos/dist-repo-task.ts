import { ActionNotAllowed, PathInfo } from '@kojikit/protocol';
import { callingHost } from '../auth/index.js';
import type { Context } from '../ground/context.js';
import { readChildren, readOpenTasks } from '../tasks/index.js';

/**
 * The distRepo task that makes a dist repo, which the calling builder works on. Throws ActionNotAllowed for another builder:
 * it has no say in what is published.
 */
export async function distRepoTaskOfCaller(ctx: Context, repoId: number): Promise<number> {
  const host = await callingHost(ctx.session);
  const tasks = await readOpenTasks(ctx, host, 'distRepo');
  const task = tasks.find(({ request }) => request?.[1] === repoId);
  if (task === undefined) {
    throw new ActionNotAllowed(`host ${host} does not own the task that makes dist repo ${repoId}`);
  }
  return task.id;
}

/**
 * Checks that a folder below `work` is where a subtask of the task leaves its output. Throws ActionNotAllowed for the output
 * of other tasks and for what people have uploaded: it would be moved away from there.
 */
export async function assertOutputOfSubtask(ctx: Context, taskId: number, folder: string): Promise<void> {
  const paths = new PathInfo(ctx.config.KojiDir);
  const subtasks = await readChildren(ctx, taskId);
  if (!subtasks.some(({ id }) => paths.taskRelative(id) === folder)) {
    throw new ActionNotAllowed(`${folder} is not the output of a subtask of task ${taskId}`);
  }
}
