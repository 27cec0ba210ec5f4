import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { inState } from '../query/in-states.js';
import { freeTask } from '../tasks/index.js';
import { assign } from './assign.js';
import { logMessage } from './log-message.js';
import { isSilent, planLimits } from './host-load.js';
import { planAssignments } from './plan-assignments.js';
import { planEvictions, type ActiveRun } from './plan-timeouts.js';
import { readActiveRuns, readActiveTasks, readFreeTasks, readSchedulableHosts } from './read-situation.js';
import { setRefusal, takeRefusals } from './refusals.js';
import type { ActiveTask, SchedulableHost } from './types.js';

/**
 * Gives free tasks to hosts and takes tasks from hosts that do not serve them, as far as the lock `scheduler` is free.
 * Returns whether it ran.
 * @param options.force wait for the lock and run also when the last run is not `RunInterval` seconds ago.
 */
export async function runScheduler(ctx: Context, options: { force?: boolean } = {}): Promise<boolean> {
  const force = options.force ?? false;
  // Builders ask all the time: nearly always this is all that it costs.
  if (!force && !isDue(ctx, await sinceLastRun(ctx))) return false;
  if (!(await ctx.db.lock('scheduler', { wait: force }))) return false;
  if (!force) {
    const passed = await sinceLastRun(ctx);
    if (!isDue(ctx, passed)) return false;
    await noteRun(ctx, Date.now() / 1000);
    if (passed < 0) return false;
  }
  await schedule(ctx);
  return true;
}

/** A run of the hub's own job: does not wait for the lock, and counts as the last run. */
export async function runSchedulerJob(ctx: Context): Promise<void> {
  if (!(await ctx.db.lock('scheduler', { wait: false }))) return;
  await noteRun(ctx, Date.now() / 1000);
  await schedule(ctx);
}

async function schedule(ctx: Context): Promise<void> {
  const now = Date.now() / 1000;
  const [freeTasks, activeTasks] = [await readFreeTasks(ctx), await readActiveTasks(ctx)];
  const hosts = await markSilentHosts(ctx, await readSchedulableHosts(ctx), now);
  const refusals = await takeRefusals(ctx, now);
  const runs = await readActiveRuns(ctx);
  const evicted = await evict(ctx, hosts, activeTasks, runs, now);
  const kept = new Set(activeTasks.map(({ id }) => id).filter((id) => !evicted.has(id)));
  await endStaleRuns(ctx, runs, kept);
  // The last thing: a builder that marks its new subtasks waits for who gives them away.
  await assign(ctx, planAssignments({ hosts, freeTasks, activeTasks, refusals }, planLimits(ctx.config)));
}

/* Seconds; less than none when the clock was set back. */
async function sinceLastRun(ctx: Context): Promise<number> {
  const last = await ctx.db.first<{ data: unknown }>(
    sql`SELECT data FROM scheduler_sys_data WHERE name = 'last_run_ts'`,
  );
  return Date.now() / 1000 - Number(last?.data ?? 0);
}

function isDue(ctx: Context, passed: number): boolean {
  return passed < 0 || passed >= ctx.config.RunInterval;
}

async function noteRun(ctx: Context, now: number): Promise<void> {
  await ctx.db.run(sql`
    INSERT INTO scheduler_sys_data (name, data) VALUES ('last_run_ts', ${ctx.db.dialect.json(now)})
    ON CONFLICT (name) DO UPDATE SET data = excluded.data`);
}

async function markSilentHosts(
  ctx: Context,
  hosts: readonly SchedulableHost[],
  now: number,
): Promise<SchedulableHost[]> {
  const { ReadyTimeout } = ctx.config;
  const silent = new Set(hosts.filter((host) => host.ready && isSilent(host, ReadyTimeout, now)));
  if (silent.size === 0) return [...hosts];
  const ids = [...silent].map(({ id }) => id);
  for (const hostId of ids) await logMessage(ctx, 'Marking host not ready', { hostId });
  await ctx.db.update('host', { ready: false }, ctx.db.dialect.isIn(sql`id`, ids));
  return hosts.map((host) => (silent.has(host) ? { ...host, ready: false } : host));
}

/* Returns the ids of the tasks that were taken from their hosts. */
async function evict(
  ctx: Context,
  hosts: readonly SchedulableHost[],
  tasks: readonly ActiveTask[],
  runs: readonly ActiveRun[],
  now: number,
): Promise<ReadonlySet<number>> {
  const { AssignTimeout, HostTimeout } = ctx.config;
  const timeouts = { assign: AssignTimeout, host: HostTimeout };
  const evicted = new Set<number>();
  for (const { taskId, hostId, reason, refused } of planEvictions(hosts, tasks, runs, timeouts, now)) {
    if (!(await stillHas(ctx, taskId, hostId))) continue;
    if (refused) {
      await setRefusal(ctx, { taskId, hostId, soft: true, byHost: false, msg: 'assignment timeout' });
    }
    await logMessage(ctx, reason, { taskId, hostId });
    await freeTask(ctx, taskId);
    evicted.add(taskId);
  }
  return evicted;
}

/* The task may have ended since it was read: builders do not wait for the scheduler. */
async function stillHas(ctx: Context, taskId: number, hostId: number): Promise<boolean> {
  const [row] = await ctx.db.lockRows<{ host_id: number | null; state: number }>(
    sql`SELECT host_id, state FROM task WHERE id = ${taskId}`,
  );
  return row?.host_id === hostId && (row.state === TASK_STATES.OPEN || row.state === TASK_STATES.ASSIGNED);
}

/*
 * Most tasks with a run were just read, so that few are left to be looked up: one of these may have been opened meanwhile.
 */
async function endStaleRuns(
  ctx: Context,
  runs: readonly ActiveRun[],
  kept: ReadonlySet<number>,
): Promise<void> {
  const stale = runs.filter(({ taskId }) => !kept.has(taskId)).map(({ id }) => id);
  if (stale.length === 0) return;
  const isIdle = sql`NOT EXISTS (SELECT 1 FROM task WHERE task.id = scheduler_task_runs.task_id
    AND ${inState(TASK_STATES.ASSIGNED, TASK_STATES.OPEN)})`;
  const where = sql`${ctx.db.dialect.isIn(sql`id`, stale)} AND ${isIdle}`;
  await ctx.db.update('scheduler_task_runs', { active: false }, where);
}
