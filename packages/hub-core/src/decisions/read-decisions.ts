import sql from 'sql-template-tag';
import type { RecordedDecision } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { limitTo } from '../query/limit-to.js';

/** A decision, and what was done by it: a tag and an event for one about a build in a tag. */
export interface StoredDecision extends RecordedDecision {
  readonly tag_id: number | null;
  readonly event_id: number | null;
}

const MOST_DECISIONS = 1000;

/**
 * What policies have decided about a build, about what is done with it, and about its task; the newest first, at most 1000.
 * Only what the caller may read: admins all, with `VerbosePolicy` everybody; else the decisions about the caller.
 */
export async function readDecisions(
  ctx: Context,
  { id, task_id: taskId }: { readonly id: number; readonly task_id: number | null },
): Promise<StoredDecision[]> {
  const all = await ctx.policy.mayReadRules();
  const { userId } = ctx.session;
  if (!all && userId === undefined) return [];
  const about = taskId === null ? sql`build_id = ${id}` : sql`(build_id = ${id} OR task_id = ${taskId})`;
  const mine = all ? sql`` : sql`AND user_id = ${userId}`;
  const rows = await ctx.db.all<StoredDecision>(sql`
    SELECT policy, result, rule, rule_number, forced, user_id, users.name AS user_name, tag_id, event_id
    FROM kojikit_policy_decisions LEFT JOIN users ON users.id = user_id
    WHERE ${about} ${mine} ORDER BY kojikit_policy_decisions.id DESC ${limitTo(MOST_DECISIONS)}`);
  return rows.map((row) => ({ ...row, forced: Boolean(row.forced) }));
}
