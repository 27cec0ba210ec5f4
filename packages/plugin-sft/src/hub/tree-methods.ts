import { ActionNotAllowed } from '@kojikit/protocol';
import {
  anyone,
  isTrue,
  loggedIn,
  method,
  optional,
  permission,
  required,
  toFloat,
  toInteger,
  toTextOrNull,
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
    params: [
      optional('taskID'),
      optional('buildrootID'),
      optional('userID'),
      optional('removed', false),
      optional('queryOpts'),
    ],
    access: anyone,
    doc: 'Build roots that were saved, the newest first; on demand with those whose archives were removed, and why.',
    handler: (ctx, { taskID, buildrootID, userID, removed, queryOpts }) =>
      readTrees(
        ctx,
        { task: taskID, buildroot: buildrootID, user: userID, removed: isTrue(removed) },
        queryOpts,
      ),
  }),
  method('keepFailedTree', {
    params: [required('taskID'), optional('keep', true), optional('until')],
    access: loggedIn,
    doc: 'Keeps a saved build root from housekeeping, for ever or until a time (seconds since 1970), or no longer.',
    async handler(ctx, { taskID, keep, until }) {
      const tree = await ownTree(ctx, taskID);
      await keepTree(ctx, tree, { keep: isTrue(keep), until: until === null ? undefined : toFloat(until) });
      return null;
    },
  }),
  method('removeFailedTree', {
    params: [required('taskID'), optional('reason')],
    access: loggedIn,
    doc: 'Removes the archive of a saved build root.',
    async handler(ctx, { taskID, reason }) {
      const tree = await ownTree(ctx, taskID);
      await removeTree(ctx, tree, toTextOrNull(reason) ?? 'removed by hand');
      return null;
    },
  }),
  method('pruneFailedTrees', {
    params: [optional('dry_run', true)],
    access: permission('admin'),
    doc: 'What the policy failed_trees removes: by default it is only answered, with dry_run=False it is removed.',
    handler: (ctx, { dry_run: dryRun }) => pruneTrees(ctx, { dryRun: isTrue(dryRun) }),
  }),
];

async function ownTree(ctx: Context, given: unknown): Promise<FailedTree> {
  const tree = await getTree(ctx, toInteger(given));
  if (await mayChange(ctx, tree)) return tree;
  throw new ActionNotAllowed("Only the owner of a saved build root or 'admin' can keep or remove it.");
}
