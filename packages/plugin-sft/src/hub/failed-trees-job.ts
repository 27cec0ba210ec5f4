import sql from 'sql-template-tag';
import type { Context, Job } from '@kojikit/hub-core/plugin';
import type { FailedTree } from '../api.js';
import { configOf } from './config.js';
import { pruneTrees } from './prune-trees.js';
import { readTrees } from './read-trees.js';
import { recordMissedTrees, removeLeftovers } from './record-trees.js';
import { forgetMissedWishes } from './tree-wishes.js';
import { hasTreeFile, removeTreeFile } from './tree-files.js';

/** Keeps the list of saved build roots in step with the hub's files, and removes what the policy says. */
export const failedTreesJob: Job = {
  name: 'failed-trees',
  interval: 900,
  run: (ctx) => keepTrees(ctx),
};

/** Does what the job does. */
export async function keepTrees(ctx: Context): Promise<void> {
  await recordMissedTrees(ctx);
  await noteGoneArchives(ctx);
  await removeLeftovers(ctx);
  await forgetMissedWishes(ctx);
  const { dry_run: dryRun } = configOf(ctx).retention;
  for (const { task_id: task, owner_name: owner, size, reason } of await pruneTrees(ctx, { dryRun })) {
    const what = dryRun ? 'a saved build root would be removed' : 'a saved build root is removed';
    ctx.log.info({ task, owner, size, reason }, what);
  }
}

/* Archives that somebody deleted by hand, and those whose deletion was interrupted. */
async function noteGoneArchives(ctx: Context): Promise<void> {
  for (const tree of (await readTrees(ctx, { removed: true })) as FailedTree[]) {
    const file = { filename: tree.filename, volume: tree.volume_name };
    const there = await hasTreeFile(ctx, tree.task_id, file);
    if (tree.removed_ts !== null) {
      if (there) ctx.afterCommit(() => removeTreeFile(ctx, tree.task_id, file));
    } else if (!there) {
      const values = { removed_time: ctx.db.dialect.now(), removed_reason: 'the archive is gone' };
      await ctx.db.update('kojikit_failed_trees', values, sql`task_id = ${tree.task_id}`);
    }
  }
}
