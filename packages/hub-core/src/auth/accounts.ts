import sql from 'sql-template-tag';
import { AuthError, GenericError, USER_STATUS, USER_TYPES } from '@kojikit/protocol';
import type { Queries } from '../db/database.js';
import type { Context } from '../rpc/context.js';
import { expectPlain, isTrue } from '../rpc/convert.js';
import { pythonStr } from '../rpc/python-names.js';
import { assertRealmAllowed, setPrincipal } from './principals.js';

export interface NewAccount {
  readonly name: unknown;
  /** One of USER_TYPES; default: NORMAL. */
  readonly type?: unknown;
  /** One of USER_STATUS; default: NORMAL. */
  readonly status?: unknown;
  readonly principal?: string | null;
  /** False for a principal that was checked already. */
  readonly checkRealm?: boolean;
}

/**
 * Adds a row to the users: a person, a builder or a group. Answers its id.
 * Throws GenericError for a missing name, a wrong type or status, AuthError for a foreign Kerberos realm.
 */
export async function createAccount(ctx: Context, account: NewAccount): Promise<number> {
  const { name, principal } = account;
  if (!isTrue(name)) throw new GenericError('a user must have a non-empty name');
  const type = account.type ?? USER_TYPES.NORMAL;
  if (!(Object.values(USER_TYPES) as unknown[]).includes(type)) {
    throw new GenericError(`invalid user type: ${pythonStr(type)}`);
  }
  const status = account.status ?? USER_STATUS.NORMAL;
  if (!(Object.values(USER_STATUS) as unknown[]).includes(expectPlain(status))) {
    throw new GenericError(`invalid status: ${pythonStr(status)}`);
  }
  if (account.checkRealm !== false && principal) assertRealmAllowed(ctx.config, principal);
  const id = await ctx.db.insertReturningId('users', { name, usertype: type, status });
  if (principal) await setPrincipal(ctx, id, principal);
  return id;
}

/** The id of the user of this name. */
export async function userIdByName(db: Queries, name: string): Promise<number | undefined> {
  return db.value<number>(sql`SELECT id FROM users WHERE name = ${name}`);
}

/** Throws AuthError unless the user exists and may log in. */
export async function assertLoginAllowed(db: Queries, userId: number): Promise<void> {
  const user = await db.first<{ name: string; status: number }>(
    sql`SELECT name, status FROM users WHERE id = ${userId}`,
  );
  if (user === undefined) throw new AuthError(`invalid user_id: ${userId}`);
  if (user.status !== USER_STATUS.NORMAL) throw new AuthError(`logins by ${user.name} are not allowed`);
}
