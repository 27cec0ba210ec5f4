import sql, { type Sql } from 'sql-template-tag';
import { USER_TYPES } from '@kojikit/protocol';
import type { Queries } from '../db/database.js';

/** A permission that a user holds: by itself, or through a group. */
export interface HeldPermission {
  readonly name: string;
  /** The group it comes through; null: granted to the user. */
  readonly group: string | null;
}

/** Every way in which a user holds a permission: own ones first, then those of groups. */
export async function heldPermissions(db: Queries, userId: number): Promise<HeldPermission[]> {
  return db.all<HeldPermission>(sql`${permissionsHeldBy(userId)} ORDER BY rank, position`);
}

/** {@link heldPermissions} as a query without an order: `name`, `group`, `rank`, `position`. */
export function permissionsHeldBy(userId: number): Sql {
  return sql`
    SELECT permissions.name AS name, NULL AS "group", 0 AS rank, permissions.id AS position
      FROM user_perms JOIN permissions ON permissions.id = user_perms.perm_id
     WHERE user_perms.active IS TRUE AND user_perms.user_id = ${userId}
     UNION ALL
    SELECT permissions.name, users.name, 1, permissions.id
      FROM user_groups
      JOIN user_perms ON user_perms.user_id = user_groups.group_id AND user_perms.active IS TRUE
      JOIN permissions ON permissions.id = user_perms.perm_id
      JOIN users ON users.id = user_groups.group_id
     WHERE user_groups.active IS TRUE AND user_groups.user_id = ${userId}`;
}

/** The names of a user's permissions, each once. */
export async function userPermissions(
  db: Queries,
  userId: number,
  options: { withGroups?: boolean } = {},
): Promise<string[]> {
  const held = await heldPermissions(db, userId);
  const counted = options.withGroups === false ? held.filter(({ group }) => group === null) : held;
  return [...new Set(counted.map(({ name }) => name))];
}

export interface GroupName {
  readonly id: number;
  readonly name: string;
}

/** The groups that a user is a member of. */
export async function userGroups(db: Queries, userId: number): Promise<GroupName[]> {
  return db.all<GroupName>(sql`${groupsOf(userId)} ORDER BY users.id`);
}

/** {@link userGroups} as a query without an order. */
export function groupsOf(userId: number): Sql {
  return sql`
    SELECT users.id AS id, users.name AS name
      FROM user_groups JOIN users ON users.id = user_groups.group_id
     WHERE user_groups.active IS TRUE AND users.usertype = ${USER_TYPES.GROUP} AND user_groups.user_id = ${userId}`;
}

/** The id of the host that belongs to a user. */
export async function hostIdOfUser(db: Queries, userId: number): Promise<number | undefined> {
  return db.value<number>(sql`SELECT id FROM host WHERE user_id = ${userId}`);
}

/** Whether a user of this name has logged in from this address, as far back as sessions are kept. */
export async function hasLoggedInFrom(db: Queries, name: string, address: string): Promise<boolean> {
  const session = await db.value<number>(sql`
    SELECT sessions.id FROM sessions JOIN users ON users.id = sessions.user_id
     WHERE users.name = ${name} AND sessions.hostip = ${address} LIMIT 1`);
  return session !== undefined;
}
