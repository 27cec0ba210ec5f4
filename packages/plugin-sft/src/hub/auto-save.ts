import { withKeywords, type HubEvents } from '@kojikit/protocol';
import { makeTask, type Context } from '@kojikit/hub-core/plugin';
import { configOf, includesMethod } from './config.js';
import { wishFor } from './tree-wishes.js';

/**
 * Saves the last build root of a task that has failed, or been canceled where that is allowed, if the configuration
 * says so for its method, or somebody has asked for it and may have it. The new task belongs to the owner of the failed
 * one.
 */
export async function autoSave(
  ctx: Context,
  { attribute, info: task, new: state }: HubEvents['postTaskStateChange'],
): Promise<void> {
  if (attribute !== 'state' || (state !== 'FAILED' && state !== 'CANCELED')) return;
  const { id, owner, method } = task;
  if (id === undefined || owner === undefined || method === undefined || method === 'saveFailedTree') return;
  try {
    // What goes wrong here must not keep the failed task from failing.
    await ctx.db.savepoint(async () => {
      const full = await wantedTree(ctx, id, method, state);
      if (full !== undefined) await save(ctx, id, owner, full);
    });
  } catch (error) {
    ctx.log.error({ err: error, task: id }, 'the build root of a failed task cannot be saved');
  }
}

/* Whether all of the build root or only its build folder is wanted; undefined for nothing. */
async function wantedTree(
  ctx: Context,
  taskId: number,
  method: string,
  state: 'FAILED' | 'CANCELED',
): Promise<boolean | undefined> {
  const { general, permissions } = configOf(ctx);
  const configured =
    includesMethod(general.auto_save, method) && (state === 'FAILED' || permissions.allow_canceled);
  // Somebody who cancels a task knows why it ends: what was asked for is the root of one that fails.
  const mayBeWished = state === 'FAILED' && includesMethod(permissions.allowed_methods, method);
  const wish = mayBeWished ? await wishFor(ctx, taskId) : undefined;
  const { auto_save_full: whole } = general;
  // A wish may ask for more than the site wants, and not for less.
  if (configured) return whole || wish?.is_full === true;
  return wish && (wish.is_full ?? whole);
}

async function save(ctx: Context, taskId: number, owner: number, full: boolean): Promise<void> {
  const found = await ctx.call('listBuildroots', { taskID: taskId });
  const last = found.sort((a, b) => a.id - b.id).at(-1);
  if (last?.host_id == null) return;
  const host = await ctx.call('getHost', { hostInfo: last.host_id });
  if (!host?.enabled) {
    ctx.log.info({ task: taskId, buildroot: last.id }, 'a build root is not saved: its host is disabled');
    return;
  }
  await makeTask(ctx, 'saveFailedTree', withKeywords([last.id, full], {}), { owner, assign: last.host_id });
}
