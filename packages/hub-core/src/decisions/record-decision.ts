import sql from 'sql-template-tag';
import type { Transaction } from '../db/database.js';

/** What a policy has allowed, or placed somewhere. */
export interface MadeDecision {
  readonly policy: string;
  /** `allow`, or the action: the name of a volume. */
  readonly result: string;
  /** The text of the rule that fired, or `(no match)`. */
  readonly rule: string;
  /** Which rule that is: `2`, in a block `2.1`; undefined when none fired. */
  readonly number: string | undefined;
  /** Whether an admin has passed by force. */
  readonly forced: boolean;
  /** Whom it was about, where that is known. */
  readonly userId: number | undefined;
}

/** What was done because a policy allowed it: something about a build or a task, or with an event about a build in a tag. */
export interface DecidedThing {
  readonly buildId?: number;
  readonly tagId?: number;
  readonly eventId?: number;
  readonly taskId?: number;
}

const LONGEST_RULE = 1000;
const LONGEST_RESULT = 200;

/** Keeps what a policy has decided, beside what was done. Of a task only the last decision of each policy is kept. */
export async function recordDecision(
  db: Transaction,
  decision: MadeDecision,
  { buildId, tagId, eventId, taskId }: DecidedThing,
): Promise<void> {
  const { policy, result, rule, number, forced, userId } = decision;
  if (taskId !== undefined) {
    await db.delete('kojikit_policy_decisions', sql`task_id = ${taskId} AND policy = ${policy}`);
  }
  await db.insert('kojikit_policy_decisions', {
    policy,
    result: shortened(result, LONGEST_RESULT),
    rule: shortened(rule, LONGEST_RULE),
    rule_number: number,
    forced,
    user_id: userId,
    build_id: buildId,
    tag_id: tagId,
    event_id: eventId,
    task_id: taskId,
  });
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
