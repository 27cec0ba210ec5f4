import sql from 'sql-template-tag';
import { isFinished } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { logMessage } from './log-message.js';

export interface Refusal {
  readonly taskId: number;
  readonly hostId: number;
  /** Holds for `SoftRefusalTimeout` alone. */
  readonly soft: boolean;
  /** The host said so itself. */
  readonly byHost: boolean;
  readonly msg: string;
}

/** Notes that a host does not take a task. A later refusal replaces an earlier one of the same host. */
export async function setRefusal(ctx: Context, refusal: Refusal): Promise<void> {
  const { taskId, hostId, soft, byHost, msg } = refusal;
  await ctx.db.run(sql`
    INSERT INTO scheduler_task_refusals (task_id, host_id, soft, by_host, msg)
    VALUES (${taskId}, ${hostId}, ${soft}, ${byHost}, ${msg})
    ON CONFLICT (task_id, host_id) DO UPDATE
       SET soft = excluded.soft, by_host = excluded.by_host, msg = excluded.msg`);
  await logMessage(ctx, `Host refused task: ${msg}`, { taskId, hostId });
}

/** Hosts that do not take a task and what they said, by task. */
export type Refusals = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** Whether a refusal still holds: soft ones do for `SoftRefusalTimeout`. @param now seconds since 1970. */
export function holds(ctx: Context, { soft, ts }: { soft: boolean; ts: number }, now: number): boolean {
  return !soft || ts >= now - ctx.config.SoftRefusalTimeout;
}

/**
 * The refusals that hold, and the ids of those that do not: of tasks that have ended, and soft ones that are too old.
 * @param now seconds since 1970.
 */
export async function readRefusals(
  ctx: Context,
  now: number,
): Promise<{ refusals: Refusals; stale: readonly number[] }> {
  const rows = await ctx.db.all<{
    id: number;
    task_id: number;
    host_id: number;
    soft: boolean;
    msg: string | null;
    ts: number;
    state: number;
  }>(sql`
    SELECT refusal.id AS id, refusal.task_id AS task_id, refusal.host_id AS host_id, refusal.soft AS soft,
           refusal.msg AS msg, ${ctx.db.dialect.epoch(sql`refusal.time`)} AS ts, task.state AS state
      FROM scheduler_task_refusals AS refusal JOIN task ON refusal.task_id = task.id`);
  const stale: number[] = [];
  const refusals = new Map<number, Map<number, string>>();
  for (const { id, task_id: task, host_id: host, soft, msg, ts, state } of rows) {
    if (!holds(ctx, { soft, ts }, now) || isFinished(state)) stale.push(id);
    else refusals.set(task, (refusals.get(task) ?? new Map<number, string>()).set(host, msg ?? ''));
  }
  return { refusals, stale };
}

/** {@link readRefusals}; deletes those that do not hold. */
export async function takeRefusals(ctx: Context, now: number): Promise<Refusals> {
  const { refusals, stale } = await readRefusals(ctx, now);
  if (stale.length > 0) {
    await ctx.db.delete('scheduler_task_refusals', ctx.db.dialect.isIn(sql`id`, stale));
  }
  return refusals;
}
