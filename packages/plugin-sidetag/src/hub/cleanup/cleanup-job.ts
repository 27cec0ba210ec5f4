import sql from 'sql-template-tag';
import { actingAs, type Context, type Job } from '@kojikit/hub-core/plugin';
import type { DescribedSideTag } from '../../api.js';
import { wholeConfigOf } from '../config-of.js';
import { describeSideTags } from '../life/describe-side-tags.js';
import { presently } from '../life/expiry.js';
import { dropStaleNotices, queueNotice } from '../mail/mail-queue.js';
import { isIgnored, rulesOf } from './configured-rules.js';
import { nextStep, planCleanup, type DueSideTag } from './plan-cleanup.js';
import { removeDue } from './remove-due.js';

/* One run should not keep other writers waiting for long; the next one does the rest. */
const MOST_AT_ONCE = 200;

/** Removes side tags that have expired, and by `[cleanup]` of the configuration empty, old and inactive ones. */
export const cleanupJob: Job = {
  name: 'sidetag-cleanup',
  interval: 300,
  run: (ctx) => cleanUpByRules(ctx),
};

/** Does what the job does: first it tells that a side tag will be removed, some time later it removes the tag. */
export async function cleanUpByRules(ctx: Context): Promise<void> {
  const { cleanup, mail } = wholeConfigOf(ctx);
  const tags = (await describeSideTags(ctx, {})).filter(({ name }) => !isIgnored(cleanup, name));
  const planned = planCleanup(tags, rulesOf(cleanup));
  const now = presently();
  const steps = planned.map((due) => ({ due, step: nextStep(due, now, cleanup.warn_before) }));
  const chosen = (wanted: string) =>
    steps.flatMap(({ due, step }) => (step === wanted ? [due] : [])).slice(0, MOST_AT_ONCE);
  if (cleanup.test) {
    const due = planned.filter((one) => one.due <= now);
    for (const { name, rule, spared } of await removeDue(ctx, due, { test: true })) {
      ctx.log.info({ tag: name, rule, spared }, 'the clean-up would remove a side tag');
    }
    return;
  }
  const byMail = mail.smtp_host !== undefined;
  if (byMail) await dropStaleNotices(ctx);
  const removals = chosen('remove');
  const warnings = chosen('warn');
  const outdated = outdatedWarnings(tags, planned, now + cleanup.warn_before);
  if (removals.length + warnings.length + outdated.length === 0) return;
  const user = await actingAs(ctx, cleanup.user);
  for (const { id } of outdated) await setWarned(ctx, id, null);
  for (const due of warnings) await warn(user, due, { now, notice: cleanup.warn_before, byMail });
  for (const { name, rule, spared } of await removeDue(user, removals, { test: false })) {
    if (spared === null) ctx.log.info({ tag: name, rule }, 'a side tag was removed');
    else ctx.log.info({ tag: name, rule, spared }, 'a side tag stays though it has had its time');
  }
}

/* It was told that these will be removed, but they were used or kept since. */
function outdatedWarnings(
  tags: readonly DescribedSideTag[],
  planned: readonly DueSideTag[],
  soon: number,
): DescribedSideTag[] {
  const due = new Set(planned.filter((one) => one.due <= soon).map(({ tag }) => tag.id));
  return tags.filter((tag) => tag.warned_ts !== null && !due.has(tag.id));
}

async function warn(
  ctx: Context,
  dueTag: DueSideTag,
  { now, notice, byMail }: { now: number; notice: number; byMail: boolean },
): Promise<void> {
  const { tag, rule, due } = dueTag;
  await setWarned(ctx, tag.id, now);
  const removal = Math.max(due, now + notice);
  const owners = [...new Set([...(tag.user_name === null ? [] : [tag.user_name]), ...tag.owners])];
  ctx.log.info({ tag: tag.name, rule, owners }, 'a side tag will be removed');
  await ctx.emit('kojikitSideTagDue', {
    tag: { id: tag.id, name: tag.name },
    rule,
    removal_ts: removal,
    owners,
  });
  if (byMail) await queueNotice(ctx, dueTag, removal);
}

async function setWarned(ctx: Context, tagId: number, moment: number | null): Promise<void> {
  await ctx.db.run(sql`
    INSERT INTO kojikit_sidetag (tag_id, warned) VALUES (${tagId}, ${moment})
    ON CONFLICT (tag_id) DO UPDATE SET warned = excluded.warned`);
}
