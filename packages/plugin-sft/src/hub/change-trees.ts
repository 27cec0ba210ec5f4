import sql from 'sql-template-tag';
import { ParameterError } from '@kojikit/protocol';
import type { Context } from '@kojikit/hub-core/plugin';
import type { FailedTree } from '../api.js';
import { removeTreeFile } from './tree-files.js';

export interface Keeping {
  readonly keep: boolean;
  /** Seconds since 1970; undefined: for ever. */
  readonly until: number | undefined;
}

/** Keeps a tree from housekeeping, or leaves it to it again. Checks no permission. */
export async function keepTree(ctx: Context, tree: FailedTree, { keep, until }: Keeping): Promise<void> {
  if (until !== undefined && !keep)
    throw new ParameterError('until says how long to keep, so keep must be true');
  if (until !== undefined && until <= Date.now() / 1000)
    throw new ParameterError('until must be in the future');
  const values = {
    kept: keep,
    keep_until: until === undefined ? null : ctx.db.dialect.moment(until),
    kept_by: keep ? (ctx.session.userId ?? null) : null,
  };
  await ctx.db.update('kojikit_failed_trees', values, sql`task_id = ${tree.task_id}`);
}

/**
 * Notes that a tree is removed, and deletes its archive once that is committed: a call that fails must keep it. Checks
 * no permission.
 */
export async function removeTree(
  ctx: Context,
  tree: Pick<FailedTree, 'task_id' | 'filename' | 'volume_name'>,
  reason: string,
): Promise<void> {
  const values = {
    removed_time: ctx.db.dialect.now(),
    removed_by: ctx.session.userId ?? null,
    removed_reason: reason,
  };
  await ctx.db.update('kojikit_failed_trees', values, sql`task_id = ${tree.task_id}`);
  const file = { filename: tree.filename, volume: tree.volume_name };
  ctx.afterCommit(() => removeTreeFile(ctx, tree.task_id, file));
}
