import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import {
  callingUser,
  findUserStrictly,
  type Context,
  type read,
  type TagInfo,
} from '@kojikit/hub-core/plugin';
import { caresForOthers } from '../side-tag.js';
import { presently } from './expiry.js';

/** Somebody's word that a side tag is still needed. */
export interface Hold {
  readonly tag_id: number;
  readonly user_id: number;
  readonly user_name: string;
  readonly reason: string;
  /** Seconds since 1970. */
  readonly since: number;
  /** Seconds since 1970; null: until it is released. */
  readonly until: number | null;
}

/** The holds that count now, of all side tags or of some. */
export function readHolds(ctx: Context, tags?: readonly number[]): Promise<Hold[]> {
  const holds = ctx.db
    .table('kojikit_sidetag_holds as hold')
    .join('users', 'users.id', 'hold.user_id')
    .select(
      'hold.tag_id',
      'hold.user_id',
      'users.name as user_name',
      'hold.reason',
      'hold.since',
      'hold.until',
    )
    .where((counts) => void counts.whereNull('hold.until').orWhere('hold.until', '>', presently()))
    .orderBy(['hold.tag_id', 'hold.since', 'hold.user_id']);
  if (tags !== undefined) holds.where(ctx.db.raw(ctx.db.dialect.isIn(sql`hold.tag_id`, tags)));
  return ctx.db.all<Hold>(holds);
}

/** Holds a side tag for the caller; a hold of the same user is replaced. Throws GenericError without a reason. */
export async function hold(ctx: Context, tag: TagInfo, reason: string, until: number | null): Promise<void> {
  const why = reason.trim();
  if (why === '' || why.length > 1000)
    throw new GenericError('a hold needs a reason of at most 1000 characters');
  const user = callingUser(ctx.session);
  await ctx.db
    .table('kojikit_sidetag_holds')
    .insert({ tag_id: tag.id, user_id: user, reason: why, since: presently(), until })
    .onConflict(['tag_id', 'user_id'])
    .merge(['reason', 'since', 'until']);
}

/** Ends a hold: the caller's own, or with `sidetag_admin` that of a user. Throws GenericError when there is none. */
export async function release(ctx: Context, tag: TagInfo, info: read.UserRef | null): Promise<void> {
  const user = await findUserStrictly(ctx, info ?? callingUser(ctx.session));
  if (user.id !== ctx.session.userId && !(await caresForOthers(ctx))) {
    throw new GenericError(`only ${user.name} and holders of sidetag_admin may release this hold`);
  }
  const ended = await ctx.db.delete(
    'kojikit_sidetag_holds',
    sql`tag_id = ${tag.id} AND user_id = ${user.id}`,
  );
  if (ended === 0) throw new GenericError(`${user.name} does not hold ${tag.name}`);
}

/** Throws GenericError when others than the caller hold the side tag, naming them and their reasons. */
export async function assertNotHeld(ctx: Context, tag: TagInfo): Promise<void> {
  const holds = await readHolds(ctx, [tag.id]);
  const others = holds.filter(({ user_id: user }) => user !== ctx.session.userId);
  if (others.length > 0) throw new GenericError(`${tag.name} is held ${describeHolds(others)}`);
}

/** `by carol (update 12), by dave (tests)`. */
export function describeHolds(holds: readonly Pick<Hold, 'user_name' | 'reason'>[]): string {
  return holds.map(({ user_name: user, reason }) => `by ${user} (${reason})`).join(', ');
}
