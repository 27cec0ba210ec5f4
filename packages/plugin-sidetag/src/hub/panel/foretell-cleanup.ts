import type { DescribedSideTag } from '../../api.js';
import { isIgnored, rulesOf } from '../cleanup/configured-rules.js';
import { nextStep, planCleanup, type CleanupRule } from '../cleanup/plan-cleanup.js';
import type { SidetagConfig } from '../config.js';
import { time } from './time.js';

const BECAUSE: Readonly<Record<CleanupRule, string>> = {
  empty: 'because there is no build in it',
  old: 'because of its age',
  inactive: 'because no build was tagged or untagged for long',
  expired: 'because it has expired then',
};

/**
 * What the clean-up will do about a side tag, and when, in a sentence. Whether tasks use it is not looked at: that
 * counts only at the moment of its removal.
 */
export function foretellCleanup(
  tag: DescribedSideTag,
  cleanup: SidetagConfig['cleanup'],
  now: number,
): string {
  if (isIgnored(cleanup, tag.name)) return 'never removes it: tags of this name are left alone';
  const [planned] = planCleanup([tag], rulesOf(cleanup));
  if (planned === undefined) return 'does not remove it: no rule applies';
  const because = BECAUSE[planned.rule];
  if (tag.holds.length > 0) return `leaves it while it is held; due ${time(planned.due)}, ${because}`;
  if (cleanup.test) return `would remove it from ${time(planned.due)} on, ${because}; it only logs that now`;
  const notice = planned.rule === 'empty' ? 0 : cleanup.warn_before;
  const told = notice === 0 ? undefined : (tag.warned_ts ?? Math.max(planned.due - notice, now));
  const removal = Math.max(planned.due, (told ?? now) + notice, now);
  const when = nextStep(planned, now, cleanup.warn_before) === 'remove' ? 'soon' : `from ${time(removal)} on`;
  const announced =
    told === undefined || when === 'soon'
      ? ''
      : tag.warned_ts === null
        ? `; its owners are told ${told > now ? time(told) : 'soon'}`
        : `; its owners were told ${time(told)}`;
  return `removes it ${when}, ${because}, unless tasks use it${announced}`;
}
