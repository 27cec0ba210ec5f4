import type { Context } from '@kojikit/hub-core/plugin';
import type { FailedTree } from '../api.js';
import { actionOf, isKept, POLICY, seconds, withFacts } from './prune-trees.js';
import { readTrees } from './read-trees.js';

const UNITS = { age_hours: 3600, age_days: 86_400 } as const;

/**
 * From when on housekeeping removes trees, in seconds since 1970, by the task that saved each. Those that the policy never
 * removes by their age are left out. It is asked as if no more trees were saved: with rules that count or add up, newer
 * trees can make it earlier.
 */
export async function policyExpiry(
  ctx: Context,
  trees: readonly FailedTree[],
): Promise<ReadonlyMap<number, number>> {
  const expiry = new Map<number, number>();
  const there = new Set(
    trees.filter(({ removed_ts: removed }) => removed === null).map(({ task_id: id }) => id),
  );
  if (there.size === 0 || !ctx.policy.names().includes(POLICY)) return expiry;
  const now = Date.now() / 1000;
  const ages = agesOf(ctx.config.policy[POLICY]?.lines ?? []);
  const all = (await readTrees(ctx, { removed: false })) as FailedTree[];
  for (const { tree, data } of withFacts(all, now)) {
    const from = freeFrom(tree, now);
    if (from === undefined || !there.has(tree.task_id)) continue;
    const saved = seconds(tree.saved_ts);
    for (const moment of momentsFrom(from, saved, ages)) {
      const age = moment - saved;
      const aged = { ...data, age_hours: age / 3600, age_days: age / 86_400 };
      if (actionOf(await ctx.policy.evaluate(POLICY, aged)) === 'keep') continue;
      expiry.set(tree.task_id, moment);
      break;
    }
  }
  return expiry;
}

/** When nobody keeps a tree any more; undefined for never. */
function freeFrom(tree: FailedTree, now: number): number | undefined {
  if (!isKept(tree, now)) return now;
  return tree.keep_until_ts === null ? undefined : seconds(tree.keep_until_ts);
}

/* Answers change only where a rule compares the age: it is asked there, and just after for what must be more. */
function momentsFrom(from: number, saved: number, ages: readonly number[]): number[] {
  const moments = ages.flatMap((age) => [saved + age, saved + age + 1]);
  return [from, ...moments.filter((moment) => moment > from).sort((a, b) => a - b)];
}

/** The ages that the rules of a policy compare with, in seconds. */
export function agesOf(lines: readonly { readonly text: string }[]): number[] {
  const compared = lines.flatMap(({ text }) => [
    ...text.matchAll(/\bcompare\s+(age_hours|age_days)\s+\S+\s+(\d+(?:\.\d+)?)/g),
  ]);
  return compared.map(([, unit, count]) => Number(count) * UNITS[unit as keyof typeof UNITS]);
}
