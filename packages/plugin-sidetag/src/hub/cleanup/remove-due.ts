import { isKojiFault } from '@kojikit/protocol';
import { findTag, type Context } from '@kojikit/hub-core/plugin';
import type { CleanedSideTag } from '../../api.js';
import { describeHolds } from '../life/holds.js';
import { presently } from '../life/expiry.js';
import { removeWithTarget } from '../remove-side-tag.js';
import { lockedTag } from '../side-tag.js';
import { tasksByPlace, tasksIn } from '../running-tasks.js';
import type { DueSideTag } from './plan-cleanup.js';

/**
 * Removes side tags, or says what would be removed. Stays: what somebody holds, where tasks wait or run, and what cannot
 * be removed, each with the reason.
 */
export async function removeDue(
  ctx: Context,
  dueTags: readonly DueSideTag[],
  { test }: { test: boolean },
): Promise<CleanedSideTag[]> {
  if (dueTags.length === 0) return [];
  const places = await tasksByPlace(ctx);
  const outcome: CleanedSideTag[] = [];
  for (const due of dueTags) {
    const { tag, rule, since } = due;
    const age = presently() - since;
    const spared = reasonToStay(due, tasksIn(places, tag)) ?? (test ? null : await tryToRemove(ctx, due));
    outcome.push({ id: tag.id, name: tag.name, rule, age, removed: spared === null && !test, spared });
  }
  return outcome;
}

function reasonToStay({ tag }: DueSideTag, tasks: readonly number[]): string | null {
  if (tag.holds.length > 0) return `held ${describeHolds(tag.holds)}`;
  if (tasks.length > 0) return `in use by task ${tasks.join(', ')}`;
  return null;
}

async function tryToRemove(ctx: Context, { tag, rule }: DueSideTag): Promise<string | null> {
  try {
    await ctx.db.savepoint(async () => {
      await lockedTag(ctx, tag.id);
      const found = await findTag(ctx, tag.id);
      if (found !== undefined) await removeWithTarget(ctx, found, rule);
    });
    return null;
  } catch (error) {
    if (!isKojiFault(error)) throw error;
    return error.message;
  }
}
