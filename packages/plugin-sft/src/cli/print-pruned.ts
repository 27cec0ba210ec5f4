import { printJson } from '@kojikit/cli/plugin';
import type { PrunedTree } from '../api.js';
import { describeSize } from '../config-values.js';
import type { FailedTreesContext } from './failed-trees-options.js';

/** Prints what the hub's policy removed, or would remove. */
export function printPruned(context: FailedTreesContext, pruned: readonly PrunedTree[]): void {
  const { print, options } = context;
  if (options.json) return printJson(context, pruned);
  const how = options.dryRun ? 'would be removed' : 'is removed';
  for (const { task_id: task, owner_name: owner, size, reason } of pruned) {
    print(`The tree of task ${task} (${owner}, ${describeSize(Number(size))}) ${how}: ${reason}`);
  }
  const total = pruned.reduce((sum, { size }) => sum + Number(size), 0);
  print(`${pruned.length} trees, ${describeSize(total)}`);
}
