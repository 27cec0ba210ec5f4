import { TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import type { TaskInfo } from './types.js';

/** Whether a host may have a task that is locked: `ours` when it has it already and nothing is to be done. */
export function claimOf(
  ctx: Context,
  { id, state, host_id: holder }: Pick<TaskInfo, 'id' | 'state' | 'host_id'>,
  hostId: number,
  wanted: number,
): 'free' | 'ours' | 'taken' {
  if (state === TASK_STATES.FREE) {
    if (holder === null) return 'free';
    ctx.log.error({ task: id, host: holder }, 'a free task has a host');
    return 'taken';
  }
  if (state !== TASK_STATES.ASSIGNED || holder !== hostId) return 'taken';
  return wanted === TASK_STATES.ASSIGNED ? 'ours' : 'free';
}
