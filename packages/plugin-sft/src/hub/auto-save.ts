import { withKeywords, type HubEvents } from '@kojikit/protocol';
import { makeTask, type Context } from '@kojikit/hub-core/plugin';
import { configOf, includesMethod } from './config.js';

/**
 * Saves the last build root of a task that has failed, or been canceled where that is allowed, if the configuration
 * says so for its method. The new task belongs to the owner of the failed one.
 */
export async function autoSave(ctx: Context, change: HubEvents['postTaskStateChange']): Promise<void> {
  const { attribute, info } = change;
  const ended = change.new === 'FAILED' || change.new === 'CANCELED';
  if (attribute !== 'state' || !ended || info['method'] === 'saveFailedTree') return;
  const { general, permissions } = configOf(ctx);
  if (change.new === 'CANCELED' && !permissions.allow_canceled) return;
  if (!includesMethod(general.auto_save, info['method'] as string)) return;
  try {
    // What goes wrong here must not keep the failed task from failing.
    await ctx.db.savepoint(() =>
      save(ctx, info['id'] as number, info['owner'] as number, general.auto_save_full),
    );
  } catch (error) {
    ctx.log.error({ err: error, task: info['id'] }, 'the build root of a failed task cannot be saved');
  }
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
