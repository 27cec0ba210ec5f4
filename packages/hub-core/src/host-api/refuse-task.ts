import type { Context } from '../ground/context.js';
import { setRefusal } from '../scheduler/index.js';
import { freeTask, getTask } from '../tasks/index.js';

/**
 * Gives a task back: the host will not get it again, or not for a while if `soft`. A task that the host does not have is
 * left alone. Throws GenericError `query returned no rows` for an unknown task.
 */
export async function refuseTask(
  ctx: Context,
  hostId: number,
  taskId: number,
  refusal: { readonly soft: boolean; readonly msg: string },
): Promise<void> {
  const task = await getTask(ctx, taskId);
  if (task.host_id !== hostId) {
    ctx.log.warn({ task: taskId, host: hostId }, 'a host refused a task that it does not have');
    return;
  }
  await setRefusal(ctx, { taskId, hostId, byHost: true, ...refusal });
  await freeTask(ctx, taskId);
}
