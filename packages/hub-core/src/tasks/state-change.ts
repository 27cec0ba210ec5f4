import { stateName, TASK_STATES } from '@kojikit/protocol';
import { keysOf } from '../keys-of.js';
import type { Context } from '../ground/context.js';
import { findTask } from './read-tasks.js';
import { getTaskResult, outcomeValue } from './task-result.js';
import type { TaskInfo } from './types.js';

/** The attributes of a task whose changes are announced, with their new values. */
export type TaskChanges = Readonly<Partial<Record<keyof TaskInfo, unknown>>>;

/** Fires `preTaskStateChange` for every attribute that is about to change. Handlers may change `info`. */
export async function announceBefore(ctx: Context, info: TaskInfo, changes: TaskChanges): Promise<void> {
  for (const attribute of keysOf(changes)) {
    await ctx.emit('preTaskStateChange', {
      attribute,
      old: shown(attribute, info[attribute]),
      new: shown(attribute, changes[attribute]),
      info: { ...info },
    });
  }
}

/** What is known of a task after its change, and need not be read again. */
export interface Known {
  /** The task itself. Its request is that of before. */
  readonly task?: TaskInfo | undefined;
  /** The stored result of a closed task. */
  readonly result?: string | null;
}

/**
 * Fires `postTaskStateChange` for every attribute that has changed, with the task as it is now, and wakes after the
 * commit who waits for the task or works on it. Reads what is not `known`.
 * @param old the task of before, with its request, which never changes.
 */
export async function announceAfter(
  ctx: Context,
  old: TaskInfo,
  changes: TaskChanges,
  known: Known = {},
): Promise<void> {
  const found = known.task ?? (await findTask(ctx, old.id));
  if (found === undefined) return;
  const info: TaskInfo = { ...found, request: old.request };
  const { id, state } = info;
  if (state === TASK_STATES.CLOSED) {
    info.result =
      known.result === undefined
        ? await getTaskResult(ctx, id)
        : outcomeValue(id, { id, state, result: known.result }, true);
  }
  for (const attribute of keysOf(changes)) {
    await ctx.emit('postTaskStateChange', {
      attribute,
      old: shown(attribute, old[attribute]),
      new: shown(attribute, info[attribute]),
      info: { ...info },
    });
  }
  const hosts = new Set([old.host_id, info.host_id].filter((host) => host !== null));
  ctx.afterCommit(() => {
    ctx.signals.announce(`task:${old.id}`);
    ctx.signals.changed('task');
    for (const host of hosts) ctx.signals.announce(`host:${host}`);
  });
}

/* Events show the state by its name. */
function shown(attribute: string, value: unknown): unknown {
  return attribute === 'state' && typeof value === 'number' ? stateName(TASK_STATES, value) : (value ?? null);
}
