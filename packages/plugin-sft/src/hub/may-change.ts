import type { Context } from '@kojikit/hub-core/plugin';
import type { FailedTree } from '../api.js';

/** Whether the caller may keep and remove a tree: whoever had it saved, whoever's task it is about, and admins. */
export async function mayChange(ctx: Context, tree: FailedTree): Promise<boolean> {
  const { userId } = ctx.session;
  if (userId === undefined) return false;
  if (tree.owner_id === userId || (await ctx.session.hasPermission('admin'))) return true;
  const source = await ctx.call('getTaskInfo', { task_id: tree.source_task_id });
  return source?.owner === userId;
}
