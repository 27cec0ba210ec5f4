import { type Double, GenericError } from '@kojikit/protocol';
import type { Context, PolicyData } from '@kojikit/hub-core/plugin';
import type { FailedTree, PrunedTree } from '../api.js';
import { removeTree } from './change-trees.js';
import { readTrees } from './read-trees.js';

/** The policy that decides what housekeeping does with a saved build root: `keep` or `remove`. */
export const POLICY = 'failed_trees';

/**
 * Asks the policy about every saved build root that nobody keeps, the newest first, and removes those that it says.
 * Without the policy, and where no rule fires, everything stays. Returns what is, or with `dryRun` would be, removed.
 * Throws GenericError for an action that is neither `keep` nor `remove`.
 */
export async function pruneTrees(ctx: Context, { dryRun }: { dryRun: boolean }): Promise<PrunedTree[]> {
  if (!ctx.policy.names().includes(POLICY)) return [];
  const trees = (await readTrees(ctx, { removed: false })) as FailedTree[];
  const now = Date.now() / 1000;
  const removed: PrunedTree[] = [];
  for (const { tree, data } of withFacts(trees, now)) {
    if (isKept(tree, now)) continue;
    const decision = await ctx.policy.evaluate(POLICY, data);
    if (actionOf(decision) === 'keep') continue;
    const reason = `policy ${POLICY}: ${decision?.rule ?? ''}`;
    removed.push({
      task_id: tree.task_id,
      buildroot_id: tree.buildroot_id,
      owner_name: tree.owner_name,
      filename: tree.filename,
      size: tree.size,
      reason,
    });
    if (!dryRun) await removeTree(ctx, tree, reason);
  }
  return removed;
}

/** What a decision says. Throws GenericError for an action that is neither `keep` nor `remove`. */
export function actionOf(decision: { readonly action: string } | undefined): 'keep' | 'remove' {
  const [action] = (decision?.action ?? 'keep').split(/\s+/);
  if (action === 'keep' || action === 'remove') return action;
  throw new GenericError(`policy ${POLICY}: "${action}" is no action, expected keep or remove`);
}

/** Whether somebody keeps a tree from housekeeping. */
export function isKept(tree: FailedTree, now: number): boolean {
  return tree.kept && (tree.keep_until_ts === null || seconds(tree.keep_until_ts) > now);
}

/** What rules can ask about each tree. Counts and sums go from the newest on, kept ones included. */
export function withFacts(
  trees: readonly FailedTree[],
  now: number,
): { tree: FailedTree; data: PolicyData }[] {
  const counts = new Map<string, number>();
  const count = (key: string) => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts.get(key);
  };
  let total = 0;
  const ofOwner = new Map<number, number>();
  return trees.map((tree) => {
    const megabytes = Number(tree.size) / 2 ** 20;
    total += megabytes;
    ofOwner.set(tree.owner_id, (ofOwner.get(tree.owner_id) ?? 0) + megabytes);
    const age = now - seconds(tree.saved_ts);
    const data: PolicyData = {
      age_hours: age / 3600,
      age_days: age / 86_400,
      size_mb: megabytes,
      count: count('all'),
      count_of_owner: count(`owner ${tree.owner_id}`),
      count_of_method: count(`method ${tree.method ?? ''}`),
      count_of_tag: count(`tag ${tree.tag_name ?? ''}`),
      total_mb: total,
      total_mb_of_owner: ofOwner.get(tree.owner_id),
      user_id: tree.owner_id,
      owner: tree.owner_name,
      full: tree.full,
      ...(tree.method !== null && { method: tree.method }),
      ...(tree.arch !== null && { arch: tree.arch }),
      ...(tree.tag_name !== null && { tag: tree.tag_name }),
    };
    return { tree, data };
  });
}

/** A moment as the rows have it, in seconds since 1970. */
export function seconds(time: Double | number): number {
  return Number(time.valueOf());
}
