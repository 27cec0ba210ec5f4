import sql, { type Sql } from 'sql-template-tag';
import { double, GenericError } from '@kojikit/protocol';
import {
  findUserStrictly,
  readListing,
  type Context,
  type QueryOptions,
  type read,
} from '@kojikit/hub-core/plugin';
import type { FailedTree } from '../api.js';

export interface TreeFilter {
  /** The task that saved it, or the task whose build root it is. */
  readonly task?: number | null;
  readonly buildroot?: number | null;
  /** The owner. */
  readonly user?: read.UserRef | null;
  /** Those that were removed, too. */
  readonly removed: boolean;
}

/** Saved build roots, by default the newest first. */
export async function readTrees(
  ctx: Context,
  filter: TreeFilter,
  options: QueryOptions | null = {},
): Promise<FailedTree[] | number> {
  const where: Sql[] = filter.removed ? [] : [sql`tree.removed_time IS NULL`];
  if (filter.task != null) {
    where.push(sql`tree.task_id = ${filter.task} OR tree.source_task_id = ${filter.task}`);
  }
  if (filter.buildroot != null) where.push(sql`tree.buildroot_id = ${filter.buildroot}`);
  if (filter.user != null) where.push(sql`task.owner = ${(await findUserStrictly(ctx, filter.user)).id}`);
  const { dialect } = ctx.db;
  const listing = {
    columns: {
      task_id: sql`tree.task_id`,
      buildroot_id: sql`tree.buildroot_id`,
      source_task_id: sql`tree.source_task_id`,
      method: sql`source.method`,
      tag_name: sql`tag.name`,
      arch: sql`buildroot.container_arch`,
      owner_id: sql`task.owner`,
      owner_name: sql`owner.name`,
      host_name: sql`host.name`,
      full: sql`tree.is_full`,
      filename: sql`tree.filename`,
      volume_name: sql`tree.volume_name`,
      size: sql`tree.size`,
      saved_ts: dialect.epoch(sql`tree.saved_time`),
      kept: sql`tree.kept`,
      keep_until_ts: dialect.epoch(sql`tree.keep_until`),
      kept_by: sql`keeper.name`,
      removed_ts: dialect.epoch(sql`tree.removed_time`),
      removed_by: sql`remover.name`,
      removed_reason: sql`tree.removed_reason`,
    },
    from: sql`kojikit_failed_trees AS tree
      JOIN task ON task.id = tree.task_id
      LEFT JOIN task AS source ON source.id = tree.source_task_id
      LEFT JOIN buildroot ON buildroot.id = tree.buildroot_id
      LEFT JOIN standard_buildroot ON standard_buildroot.buildroot_id = tree.buildroot_id
      LEFT JOIN repo ON repo.id = standard_buildroot.repo_id
      LEFT JOIN tag ON tag.id = repo.tag_id
      LEFT JOIN host ON host.id = standard_buildroot.host_id
      LEFT JOIN users AS owner ON owner.id = task.owner
      LEFT JOIN users AS keeper ON keeper.id = tree.kept_by
      LEFT JOIN users AS remover ON remover.id = tree.removed_by`,
    where,
    transform: finish,
  };
  return readListing<FailedTree>(ctx.db, listing, { order: '-saved_ts,-task_id', ...options });
}

/** The saved build root of the task that saved it. Throws GenericError when there is none, or it was removed. */
export async function getTree(ctx: Context, taskId: number): Promise<FailedTree> {
  const found = (await readTrees(ctx, { task: taskId, removed: true })) as FailedTree[];
  const tree = found.find(({ task_id: id }) => id === taskId);
  if (!tree) {
    const others = found.map(({ task_id: id }) => id).sort((a, b) => a - b);
    const hint = others.length === 0 ? '' : ` (its build root was saved by task ${others.join(', ')})`;
    throw new GenericError(`Task ${taskId} has saved no build root${hint}`);
  }
  if (tree.removed_ts !== null) {
    throw new GenericError(
      `The build root that task ${taskId} saved was removed: ${tree.removed_reason ?? ''}`,
    );
  }
  return tree;
}

function finish(row: Record<string, unknown>): Record<string, unknown> {
  const time = (name: string) => (row[name] === null ? null : double(Number(row[name])));
  return {
    ...row,
    size: String(row['size'] as number),
    saved_ts: time('saved_ts'),
    keep_until_ts: time('keep_until_ts'),
    removed_ts: time('removed_ts'),
  };
}
