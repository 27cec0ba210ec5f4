import sql, { join, type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { userGroups } from '../auth/index.js';
import type { UserParts, UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import type { UserRecord } from './types.js';
import { quoted } from '../rpc/fault-text.js';

export interface FindUserOptions {
  /** Throw when there is no such user. */
  readonly strict?: boolean;
  /** Return the names of the user's groups too. Default: no. */
  readonly groups?: boolean;
}

/**
 * The user behind what a caller gave: an id, a name or Kerberos principal, a struct with `id`, `name` or
 * `krb_principal`; nil is the caller. Groups and builders are users too. One read, principals included.
 *
 * Throws GenericError `No user provided` for nil without a login, and with `strict` `No such user: <what was given>`.
 */
export async function findUser(
  ctx: Context,
  given: UserRef | null | undefined,
  options: FindUserOptions = {},
): Promise<UserRecord | undefined> {
  const info = given ?? ctx.session.userId;
  if (info === undefined) throw new GenericError('No user provided');
  const { condition, order } = selection(info);
  const rows = await ctx.db.all<{
    id: number;
    name: string;
    status: number;
    usertype: number;
    principal: string | null;
  }>(sql`
    SELECT users.id AS id, users.name AS name, users.status AS status, users.usertype AS usertype,
           user_krb_principals.krb_principal AS principal
      FROM users LEFT JOIN user_krb_principals ON user_krb_principals.user_id = users.id
     WHERE ${condition}
     ORDER BY ${order}, users.id, user_krb_principals.krb_principal`);
  const first = rows[0];
  if (first === undefined) {
    if (options.strict) throw new GenericError(`No such user: ${quoted(info)}`);
    return undefined;
  }
  const { id, name, status, usertype } = first;
  const principals = rows
    .filter((row) => row.id === id && row.principal !== null)
    .map((row) => row.principal!);
  const user: UserRecord = { id, name, status, usertype, krb_principals: principals };
  if (!options.groups) return user;
  const groups = await userGroups(ctx.db, id);
  return { ...user, groups: groups.map((group) => group.name) };
}

/** {@link findUser} that throws GenericError `No such user: <what was given>` when there is none. */
export async function findUserStrictly(ctx: Context, given: UserRef | null | undefined): Promise<UserRecord> {
  return (await findUser(ctx, given, { strict: true }))!;
}

/** The caller as a user, or undefined when nobody is logged in. */
export async function currentUser(ctx: Context): Promise<UserRecord | undefined> {
  return ctx.session.userId === undefined ? undefined : findUser(ctx, ctx.session.userId);
}

interface Selection {
  readonly condition: Sql;
  /** What decides when several users fit. */
  readonly order: Sql;
}

function selection(info: UserRef): Selection {
  if (typeof info === 'string') {
    const principal = sql`EXISTS (SELECT 1 FROM user_krb_principals AS wanted
      WHERE wanted.user_id = users.id AND wanted.krb_principal = ${info})`;
    return {
      condition: sql`(users.name = ${info} OR ${principal})`,
      order: sql`CASE WHEN users.name = ${info} THEN 0 ELSE 1 END`,
    };
  }
  if (typeof info === 'object') return byParts(info);
  return { condition: sql`users.id = ${info}`, order: sql`users.id` };
}

function byParts({ id, name, krb_principal: principal }: UserParts): Selection {
  const conditions: Sql[] = [];
  if (id !== null && id !== undefined) conditions.push(sql`users.id = ${id}`);
  if (name) conditions.push(sql`users.name = ${name}`);
  if (principal) {
    conditions.push(sql`EXISTS (SELECT 1 FROM user_krb_principals AS wanted
      WHERE wanted.user_id = users.id AND wanted.krb_principal = ${principal})`);
  }
  // Without any member Koji answers whichever user comes first.
  if (conditions.length === 0)
    return { condition: sql`users.id = (SELECT MIN(id) FROM users)`, order: sql`users.id` };
  return { condition: join(conditions, ' AND '), order: sql`users.id` };
}
