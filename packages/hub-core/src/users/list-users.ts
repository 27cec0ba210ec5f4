import sql, { type Sql } from 'sql-template-tag';
import { GenericError, ParameterError, type User } from '@kojikit/protocol';
import { lookupNameStrictly } from '../lookup/index.js';
import { readListing, type QueryOptions } from '../query/listing.js';
import type { Context } from '../rpc/context.js';
import { isStruct, isTrue } from '../rpc/convert.js';
import { startOf } from '../rpc/database-values.js';
import { principalsOf } from './queries.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

export interface UserFilter {
  /** One of USER_TYPES, several, or nil for all. */
  readonly userType: unknown;
  /** How the name begins, without minding case. */
  readonly prefix: unknown;
  /** Only who holds this permission. */
  readonly permission: unknown;
  /** Groups may hold the permission for their members. */
  readonly inherited: unknown;
  readonly queryOpts: unknown;
}

type Listed = Omit<User, 'krb_principals' | 'groups'>;

/** Koji's listUsers. Principals are read once for all the users found. */
export async function listUsers(ctx: Context, filter: UserFilter): Promise<User[] | number> {
  if (isTrue(filter.inherited) && !isTrue(filter.permission)) {
    throw new GenericError('inherited_perm option must be used with perm option');
  }
  const options = optionsOf(filter.queryOpts);
  const where = await conditions(ctx, filter);
  if (isTrue(options.group)) throw new GenericError('queryOpts.group is not available for this API');
  const listing = {
    columns: {
      id: sql`users.id`,
      name: sql`users.name`,
      status: sql`users.status`,
      usertype: sql`users.usertype`,
    },
    from: sql`users`,
    where,
  };
  const found = await readListing<Listed>(ctx.db, listing, { ...options, asList: false });
  if (typeof found === 'number') return found;
  const principals = await principalsOf(
    ctx.db,
    found.map(({ id }) => id),
  );
  const users = found.map((user) => ({ ...user, krb_principals: principals.get(user.id) ?? [] }));
  if (!isTrue(options.asList)) return users;
  const lists: unknown[][] = users.map((user) => [
    user.id,
    user.krb_principals,
    user.name,
    user.status,
    user.usertype,
  ]);
  return lists as unknown as User[];
}

function optionsOf(given: unknown): QueryOptions {
  if (given === null) return {};
  if (!isStruct(given)) throw new CallerMistake('query options must be a struct');
  return given;
}

async function conditions(ctx: Context, filter: UserFilter): Promise<Sql[]> {
  const { isIn, like } = ctx.db.dialect;
  const where: Sql[] = [];
  if (filter.userType !== null) where.push(isIn(sql`users.usertype`, userTypes(filter.userType)));
  if (isTrue(filter.permission)) {
    const { id } = await lookupNameStrictly(ctx, 'permissions', filter.permission);
    where.push(holds(id, isTrue(filter.inherited)));
  }
  if (isTrue(filter.prefix)) {
    where.push(like(sql`users.name`, `${startOf(filter.prefix)}%`, { ignoreCase: true }));
  }
  return where;
}

function userTypes(given: unknown): number[] {
  if (typeof given === 'number' && Number.isInteger(given)) return [given];
  if (!Array.isArray(given)) throw new ParameterError('userType must be integer, list, tuple or None');
  return given.filter((type) => typeof type === 'number');
}

function holds(permissionId: number, inherited: boolean): Sql {
  const holders = sql`SELECT user_id FROM user_perms WHERE active IS TRUE AND perm_id = ${permissionId}`;
  if (!inherited) return sql`users.id IN (${holders})`;
  return sql`users.id IN (${holders}) OR users.id IN (
    SELECT user_id FROM user_groups WHERE active IS TRUE AND group_id IN (${holders}))`;
}
