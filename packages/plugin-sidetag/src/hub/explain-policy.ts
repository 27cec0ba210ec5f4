import sql from 'sql-template-tag';
import { findUserStrictly, getTag, loggedIn, method, read, type Context } from '@kojikit/hub-core/plugin';
import type { SideTagVerdict } from '../api.js';
import { policyDataFor } from './assert-allowed.js';

/* Asking the policy about every tag of a large hub would take too long for a hint. */
const MOST_BASES = 500;

/** Says what the policy would answer to createSideTag and why, and what it would allow instead. */
export const explainSideTagPolicy = method('explainSideTagPolicy', {
  params: { basetag: read.nameOrId },
  access: loggedIn,
  doc: 'Whether the caller may make a side tag of a tag, which rule of the policy says so, and what it would allow.',
  handler: (ctx, { basetag }) => explain(ctx, basetag),
});

async function explain(ctx: Context, info: read.NameOrId): Promise<SideTagVerdict> {
  const user = await findUserStrictly(ctx, ctx.session.userId);
  const base = await getTag(ctx, info);
  const data = await policyDataFor(ctx, base, user);
  const { number_of_tags: numberOfTags } = data;
  const { allowed, reason } = await ctx.policy.check('sidetag', { ...data });
  const decision = await ctx.policy.evaluate('sidetag', { ...data }, { strict: false });
  // Who is refused may know why; what allows it is for those who may read every rule.
  const shown = !allowed || (await ctx.policy.mayReadRules());
  const rule = (shown ? decision?.rule : undefined) ?? null;
  const verdict = { allowed, reason, rule, number_of_tags: numberOfTags };
  if (allowed) return { ...verdict, allowed_number: null, allowed_bases: [] };
  return {
    ...verdict,
    allowed_number: await allowedNumber(ctx, base.id, numberOfTags),
    allowed_bases: await allowedBases(ctx, base.id, data),
  };
}

/** How many side tags the caller may have and still get one more of this base; null when fewer would not help. */
async function allowedNumber(ctx: Context, tag: number, present: number): Promise<number | null> {
  for (let count = present - 1; count >= 0; count--) {
    if ((await ctx.policy.check('sidetag', { tag, number_of_tags: count })).allowed) return count;
  }
  return null;
}

/** Build tags of targets that the caller could make a side tag of right now. */
async function allowedBases(
  ctx: Context,
  refused: number,
  data: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const bases = await ctx.db.all<{ id: number; name: string }>(sql`
    SELECT DISTINCT tag.id, tag.name FROM build_target_config AS target
      JOIN tag ON tag.id = target.build_tag
      JOIN tag_config ON tag_config.tag_id = tag.id AND tag_config.active IS TRUE
    WHERE target.active IS TRUE AND tag.id <> ${refused} AND NOT EXISTS (SELECT 1 FROM tag_extra AS marker
      WHERE marker.tag_id = tag.id AND marker.key = 'sidetag' AND marker.active IS TRUE)
    ORDER BY tag.name LIMIT ${MOST_BASES}`);
  const allowed: string[] = [];
  for (const { id, name } of bases) {
    if ((await ctx.policy.check('sidetag', { ...data, tag: id })).allowed) allowed.push(name);
  }
  return allowed;
}
