import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import {
  callingUser,
  expectText,
  findUserStrictly,
  type Context,
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

/** The holds that count now, of the tags that `where` selects. */
export function readHolds(ctx: Context, where: Sql): Promise<Hold[]> {
  return ctx.db.all<Hold>(sql`
    SELECT hold.tag_id, hold.user_id, users.name AS user_name, hold.reason, hold.since, hold.until
    FROM kojikit_sidetag_holds AS hold JOIN users ON users.id = hold.user_id
    WHERE (hold.until IS NULL OR hold.until > ${presently()}) AND ${where}
    ORDER BY hold.tag_id, hold.since, hold.user_id`);
}

/** Holds a side tag for the caller; a hold of the same user is replaced. Throws GenericError without a reason. */
export async function hold(ctx: Context, tag: TagInfo, reason: unknown, until: number | null): Promise<void> {
  const why = expectText(reason).trim();
  if (why === '' || why.length > 1000)
    throw new GenericError('a hold needs a reason of at most 1000 characters');
  const user = callingUser(ctx.session);
  await ctx.db.run(sql`
    INSERT INTO kojikit_sidetag_holds (tag_id, user_id, reason, since, until)
    VALUES (${tag.id}, ${user}, ${why}, ${presently()}, ${until})
    ON CONFLICT (tag_id, user_id)
      DO UPDATE SET reason = excluded.reason, since = excluded.since, until = excluded.until`);
}

/** Ends a hold: the caller's own, or with `sidetag_admin` that of a user. Throws GenericError when there is none. */
export async function release(ctx: Context, tag: TagInfo, info: unknown): Promise<void> {
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
  const holds = await readHolds(ctx, sql`hold.tag_id = ${tag.id}`);
  const others = holds.filter(({ user_id: user }) => user !== ctx.session.userId);
  if (others.length > 0) throw new GenericError(`${tag.name} is held ${describeHolds(others)}`);
}

/** `by carol (update 12), by dave (tests)`. */
export function describeHolds(holds: readonly Pick<Hold, 'user_name' | 'reason'>[]): string {
  return holds.map(({ user_name: user, reason }) => `by ${user} (${reason})`).join(', ');
}
