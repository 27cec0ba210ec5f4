import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import type { Context } from '@kojikit/hub-core/plugin';
import type { ExpiryWish } from '../../api.js';
import { configOf } from '../config-of.js';
import { parseDuration } from '../../duration.js';
import { caresForOthers } from '../side-tag.js';

/** How long side tags live. Seconds; null: without end. */
export interface LifeLimits {
  /** Without a wish. */
  readonly usual: number | null;
  /** At most, counted from now. Holders of `sidetag_admin` are not bound by it. */
  readonly longest: number | null;
}

/** The first second that Koji's dates cannot hold. */
const YEAR_10000 = 253_402_300_800;

/** The present moment in whole seconds since 1970. */
export function presently(): number {
  return Math.floor(Date.now() / 1000);
}

/**
 * How long side tags of a base tag live: as the policy `sidetag_expiry` says, whose actions are one or two durations
 * (usual, longest); without one, or where no rule fires, as the configuration says.
 */
export async function lifeLimits(ctx: Context, baseId: number): Promise<LifeLimits> {
  const { expires, max_expires: longest } = configOf(ctx);
  const decision = await ctx.policy.evaluate('sidetag_expiry', { tag: baseId }, { strict: false });
  if (decision === undefined) return { usual: expires, longest };
  const words = decision.action.split(/\s+/).filter(Boolean);
  try {
    if (words.length === 0 || words.length > 2) throw new Error('one or two durations are expected');
    const [usual, most] = words.map(parseDuration);
    return { usual: usual ?? null, longest: words.length === 2 ? (most ?? null) : longest };
  } catch (error) {
    throw new GenericError(
      `error in policy sidetag_expiry [rule: ${decision.rule}]: ${(error as Error).message}`,
    );
  }
}

/**
 * What a caller wishes as expiry: a duration from now, `never`, or a moment in seconds since 1970. Returns the moment,
 * null for never. Throws GenericError for anything else, for the past, for years beyond 9999, and for what the limits do not
 * allow.
 */
export async function wishedExpiry(
  ctx: Context,
  wish: ExpiryWish,
  limits: LifeLimits,
): Promise<number | null> {
  const now = presently();
  const moment = momentOf(wish, now);
  if (moment !== null && moment <= now)
    throw new GenericError('the expiry of a sidetag must lie in the future');
  if (moment !== null && moment >= YEAR_10000)
    throw new GenericError('the expiry of a sidetag must lie before the year 10000, or be never');
  const { longest } = limits;
  if (longest === null || (moment !== null && moment <= now + longest)) return moment;
  if (await caresForOthers(ctx)) return moment;
  throw new GenericError(
    `a sidetag may be kept for ${longest / 86_400} days at most, until ${new Date((now + longest) * 1000).toISOString()}`,
  );
}

function momentOf(wish: ExpiryWish, now: number): number | null {
  if (typeof wish === 'number') return wish;
  try {
    const seconds = parseDuration(wish);
    return seconds === null ? null : now + seconds;
  } catch (error) {
    throw new GenericError((error as Error).message);
  }
}

/** Notes when a side tag expires, and whether somebody chose that. It counts as not yet announced. */
export async function setExpiry(
  ctx: Context,
  tagId: number,
  { expires, kept }: { expires: number | null; kept: boolean },
): Promise<void> {
  await ctx.db.run(sql`
    INSERT INTO kojikit_sidetag (tag_id, expires, kept, warned) VALUES (${tagId}, ${expires}, ${kept}, NULL)
    ON CONFLICT (tag_id) DO UPDATE SET expires = excluded.expires, kept = excluded.kept, warned = NULL`);
}

/** Gives a new side tag the expiry that its maker wishes, or the usual one. */
export async function setFirstExpiry(
  ctx: Context,
  { tagId, baseId, wish }: { tagId: number; baseId: number; wish: ExpiryWish | null },
): Promise<void> {
  const limits = await lifeLimits(ctx, baseId);
  if (wish !== null) {
    return setExpiry(ctx, tagId, { expires: await wishedExpiry(ctx, wish, limits), kept: true });
  }
  if (limits.usual !== null)
    await setExpiry(ctx, tagId, { expires: presently() + limits.usual, kept: false });
}
