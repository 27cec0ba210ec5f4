import sql from 'sql-template-tag';
import { TASK_STATES, type HubEvents } from '@kojikit/protocol';
import type { Context } from '@kojikit/hub-core/plugin';
import { findTreeFiles, removeTreeFiles, volumeNames } from './tree-files.js';

const METHOD = 'saveFailedTree';
/** Tasks that one run of the job takes in: those of before the plugin was there may be many. */
const MOST = 500;

/**
 * Takes in the archive of a task that saved a build root, and deletes what is there of one that could not, or that a
 * builder has given back.
 */
export async function recordTree(ctx: Context, change: HubEvents['postTaskStateChange']): Promise<void> {
  const { attribute, info } = change;
  if (attribute !== 'state' || info['method'] !== METHOD) return;
  const taskId = info['id'] as number;
  if (change.new === 'CLOSED') return takeIn(ctx, taskId);
  const isOver = change.new === 'FAILED' || change.new === 'CANCELED';
  const isGivenBack = change.new === 'FREE' && change.old !== null;
  if (!isOver && !isGivenBack) return;
  const volumes = await volumeNames(ctx);
  ctx.afterCommit(() => removeTreeFiles(ctx, taskId, volumes));
}

/**
 * Deletes archives of tasks that did not end well: a piece that was on its way when its task ended may have arrived
 * after everything else was deleted.
 */
export async function removeLeftovers(ctx: Context): Promise<void> {
  const tasks = await ctx.db.column<number>(sql`
    SELECT id FROM task WHERE method = ${METHOD} AND state IN (${TASK_STATES.FAILED}, ${TASK_STATES.CANCELED})
    ORDER BY id DESC LIMIT ${MOST}`);
  const volumes = await volumeNames(ctx);
  for (const id of tasks) await removeTreeFiles(ctx, id, volumes);
}

/** Takes in what was saved while nobody listened: by another hub, or before this plugin was loaded. */
export async function recordMissedTrees(ctx: Context): Promise<void> {
  const tasks = await ctx.db.column<number>(sql`
    SELECT id FROM task WHERE method = ${METHOD} AND state = ${TASK_STATES.CLOSED}
      AND id NOT IN (SELECT task_id FROM kojikit_failed_trees)
    ORDER BY id LIMIT ${MOST}`);
  for (const id of tasks) await takeIn(ctx, id);
}

async function takeIn(ctx: Context, taskId: number): Promise<void> {
  const request = (await ctx.call('getTaskRequest', { taskId })) ?? [];
  const [buildrootId, full] = request;
  if (typeof buildrootId !== 'number') return;
  const source = await ctx.db.value<number>(
    sql`SELECT task_id FROM standard_buildroot WHERE buildroot_id = ${buildrootId}`,
  );
  if (source === undefined) return;
  const [file] = await findTreeFiles(ctx, taskId);
  const { dialect } = ctx.db;
  const known = await ctx.db.value(sql`SELECT task_id FROM kojikit_failed_trees WHERE task_id = ${taskId}`);
  if (known !== undefined) return;
  const completed = await ctx.db.value<string>(sql`SELECT completion_time FROM task WHERE id = ${taskId}`);
  await ctx.db.insert('kojikit_failed_trees', {
    task_id: taskId,
    buildroot_id: buildrootId,
    source_task_id: source,
    is_full: full === true,
    filename: file?.filename ?? `broot-${buildrootId}.tar.gz`,
    volume_name: file?.volume ?? 'DEFAULT',
    size: file?.size ?? 0,
    saved_time: completed ?? dialect.now(),
    ...(file === undefined && { removed_time: dialect.now(), removed_reason: 'the archive is gone' }),
  });
}
