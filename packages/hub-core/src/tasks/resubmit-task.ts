import { GenericError, TASK_STATES } from '@kojikit/protocol';
import { getChannel } from '../hosts/index.js';
import type { Context } from '../ground/context.js';
import { makeTask } from './make-task.js';
import { getTask } from './read-tasks.js';

/**
 * Makes a new task with the parameters of a canceled or failed one and returns its id. The caller must own it or be an
 * admin. Throws GenericError with Koji's texts.
 */
export async function resubmitTask(ctx: Context, id: number): Promise<number> {
  const task = await getTask(ctx, id, { request: true });
  if (task.state !== TASK_STATES.CANCELED && task.state !== TASK_STATES.FAILED) {
    throw new GenericError('only canceled or failed tasks may be resubmitted');
  }
  if (task.parent !== null) throw new GenericError('only top-level tasks may be resubmitted');
  if (ctx.session.userId !== task.owner && !(await ctx.session.hasPermission('admin'))) {
    throw new GenericError('only the task owner or an admin may resubmit a task');
  }
  const channel = await getChannel(ctx, task.channel_id);
  const { arch, priority } = task;
  return makeTask(ctx, task.method, task.request ?? [], { arch, priority, channel: channel.name });
}
