import sql from 'sql-template-tag';
import {
  AuthError,
  GenericError,
  USER_STATUS,
  USER_TYPES,
  type UserStatus,
  type UserType,
} from '@kojikit/protocol';
import type { Queries } from '../db/database.js';
import type { Context } from '../ground/context.js';
import { assertRealmAllowed, setPrincipal } from './principals.js';

export interface NewAccount {
  readonly name: string | null;
  /** Default: NORMAL. */
  readonly type?: UserType;
  /** Null or left out: NORMAL. */
  readonly status?: UserStatus | null;
  readonly principal?: string | null;
  /** False for a principal that was checked already. */
  readonly checkRealm?: boolean;
}

/**
 * Adds a row to the users: a person, a builder or a group. Returns its id.
 * Throws GenericError for a missing name, AuthError for a foreign Kerberos realm.
 */
export async function createAccount(ctx: Context, account: NewAccount): Promise<number> {
  const { name, principal, type = USER_TYPES.NORMAL } = account;
  if (!name) throw new GenericError('a user must have a non-empty name');
  const status = account.status ?? USER_STATUS.NORMAL;
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
