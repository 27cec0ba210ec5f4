import sql, { type Sql } from 'sql-template-tag';
import { GenericError, type User } from '@kojikit/protocol';
import { lookupNameStrictly } from '../lookup/index.js';
import { asLists, readListing } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { principalsOf } from './queries.js';

export interface UserFilter {
  /** Those of USER_TYPES that are wanted; null: all. */
  readonly userTypes: readonly number[] | null;
  /** How the name begins, without minding case. */
  readonly prefix: string | null;
  /** Only who holds this permission. */
  readonly permission: NameOrId | null;
  /** Groups may hold the permission for their members. */
  readonly inherited: boolean;
}

type Listed = Omit<User, 'krb_principals' | 'groups'>;

/** Koji's listUsers. Principals are read once for all the users found. */
export async function listUsers(
  ctx: Context,
  filter: UserFilter,
  options: QueryOptions | null,
): Promise<User[] | number> {
  if (filter.inherited && filter.permission === null) {
    throw new GenericError('inherited_perm option must be used with perm option');
  }
  const listing = {
    columns: {
      id: sql`users.id`,
      name: sql`users.name`,
      status: sql`users.status`,
      usertype: sql`users.usertype`,
    },
    from: sql`users`,
    where: await conditions(ctx, filter),
  };
  const found = await readListing<Listed>(ctx.db, listing, { ...options, asList: false });
  if (typeof found === 'number') return found;
  const principals = await principalsOf(
    ctx.db,
    found.map(({ id }) => id),
  );
  const users = found.map((user) => ({ ...user, krb_principals: principals.get(user.id) ?? [] }));
  if (!options?.asList) return users;
  return asLists<User>(users, ['id', 'krb_principals', 'name', 'status', 'usertype']);
}

async function conditions(ctx: Context, filter: UserFilter): Promise<Sql[]> {
  const { isIn, like } = ctx.db.dialect;
  const where: Sql[] = [];
  if (filter.userTypes !== null) where.push(isIn(sql`users.usertype`, filter.userTypes));
  if (filter.permission !== null) {
    const { id } = await lookupNameStrictly(ctx, 'permissions', filter.permission);
    where.push(holds(id, filter.inherited));
  }
  if (filter.prefix !== null) {
    where.push(like(sql`users.name`, `${filter.prefix}%`, { ignoreCase: true }));
  }
  return where;
}

function holds(permissionId: number, inherited: boolean): Sql {
  const holders = sql`SELECT user_id FROM user_perms WHERE active IS TRUE AND perm_id = ${permissionId}`;
  if (!inherited) return sql`users.id IN (${holders})`;
  return sql`users.id IN (${holders}) OR users.id IN (
    SELECT user_id FROM user_groups WHERE active IS TRUE AND group_id IN (${holders}))`;
}
