import type { DescribedSideTag } from '../../api.js';

/** When side tags have had their time. Seconds; null: never by this rule. */
export interface CleanupRules {
  /** Without builds since. */
  readonly empty: number | null;
  /** Made so long ago. */
  readonly old: number | null;
  /** With builds at some time, and none tagged or untagged since. */
  readonly inactive: number | null;
}

export type CleanupRule = 'empty' | 'old' | 'inactive' | 'expired';

/** Why and when a side tag is to be removed. */
export interface DueSideTag {
  readonly tag: DescribedSideTag;
  readonly rule: CleanupRule;
  /** Seconds since 1970. */
  readonly due: number;
  /** What the rule counts from, seconds since 1970. */
  readonly since: number;
}

/**
 * By which rule each side tag is to be removed first, and when, which may be later than now. Whose expiry somebody chose
 * is removed by that alone.
 */
export function planCleanup(tags: readonly DescribedSideTag[], rules: CleanupRules): DueSideTag[] {
  return tags.flatMap((tag) => {
    const [first] = dueTimes(tag, rules).sort((a, b) => a.due - b.due);
    return first === undefined ? [] : [first];
  });
}

function dueTimes(tag: DescribedSideTag, rules: CleanupRules): DueSideTag[] {
  const times: DueSideTag[] = [];
  const add = (rule: CleanupRule, since: number | null, delay: number | null) => {
    if (since !== null && delay !== null) times.push({ tag, rule, since, due: since + delay });
  };
  if (!tag.kept) {
    if (tag.builds === 0) add('empty', Math.max(tag.create_ts, tag.last_change_ts ?? 0), rules.empty);
    add('old', tag.create_ts, rules.old);
    add('inactive', tag.last_change_ts, rules.inactive);
  }
  if (tag.expires_ts !== null) add('expired', tag.create_ts, tag.expires_ts - tag.create_ts);
  return times;
}

/** What to do about a side tag now: nothing yet, tell that it will be removed, or remove it. */
export function nextStep(
  { tag, rule, due }: DueSideTag,
  now: number,
  notice: number,
): 'wait' | 'warn' | 'remove' {
  // Nothing is lost with an empty side tag, so nobody needs to be told before.
  const warning = rule === 'empty' ? 0 : notice;
  if (now < due - warning) return 'wait';
  if (warning > 0 && tag.warned_ts === null) return 'warn';
  return now >= Math.max(due, (tag.warned_ts ?? -Infinity) + warning) ? 'remove' : 'wait';
}
