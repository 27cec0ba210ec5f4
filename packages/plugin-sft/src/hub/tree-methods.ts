import { ActionNotAllowed } from '@kojikit/protocol';
import {
  anyone,
  loggedIn,
  method,
  optional,
  permission,
  queryOptions,
  read,
  type Context,
  type Method,
} from '@kojikit/hub-core/plugin';
import type { FailedTree } from '../api.js';
import { keepTree, removeTree } from './change-trees.js';
import { mayChange } from './may-change.js';
import { pruneTrees } from './prune-trees.js';
import { getTree, readTrees } from './read-trees.js';

export const treeMethods: readonly Method[] = [
  method('listFailedTrees', {
    params: {
      taskID: optional(read.integer),
      buildrootID: optional(read.integer),
      userID: optional(read.userRef),
      removed: read.flag(false),
      queryOpts: optional(queryOptions),
    },
    access: anyone,
    doc: 'Build roots that were saved, the newest first; on demand with those whose archives were removed, and why.',
    handler: (ctx, { taskID, buildrootID, userID, removed, queryOpts }) =>
      readTrees(ctx, { task: taskID, buildroot: buildrootID, user: userID, removed }, queryOpts),
  }),
  method('keepFailedTree', {
    params: { taskID: read.integer, keep: read.flag(true), until: optional(read.float) },
    access: loggedIn,
    doc: 'Keeps a saved build root from housekeeping, for ever or until a time (seconds since 1970), or no longer.',
    async handler(ctx, { taskID, keep, until }) {
      const tree = await ownTree(ctx, taskID);
      await keepTree(ctx, tree, { keep, until: until ?? undefined });
      return null;
    },
  }),
  method('removeFailedTree', {
    params: { taskID: read.integer, reason: optional(read.convertedText) },
    access: loggedIn,
    doc: 'Removes the archive of a saved build root.',
    async handler(ctx, { taskID, reason }) {
      const tree = await ownTree(ctx, taskID);
      await removeTree(ctx, tree, reason ?? 'removed by hand');
      return null;
    },
  }),
  method('pruneFailedTrees', {
    params: { dry_run: read.flag(true) },
    access: permission('admin'),
    doc: 'What the policy failed_trees removes: by default it is only said, with dry_run=False it is removed.',
    handler: (ctx, { dry_run: dryRun }) => pruneTrees(ctx, { dryRun }),
  }),
];

async function ownTree(ctx: Context, taskId: number): Promise<FailedTree> {
  const tree = await getTree(ctx, taskId);
  if (await mayChange(ctx, tree)) return tree;
  throw new ActionNotAllowed("Only the owner of a saved build root or 'admin' can keep or remove it.");
}
