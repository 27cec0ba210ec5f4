import sql from 'sql-template-tag';
import { USER_TYPES } from '@kojikit/protocol';
import type { Queries } from '../db/database.js';
import { perDialect } from '../db/per-dialect.js';
import { selectList } from '../query/listing.js';

/** A session with its user, and the user's exclusive session if another one is. */
export interface SessionRow {
  readonly id: number;
  readonly key: string | null;
  readonly hostip: string | null;
  readonly closed: boolean;
  readonly authtype: number | null;
  readonly callnum: number | null;
  readonly exclusive: boolean | null;
  readonly expired: boolean;
  readonly master: number | null;
  readonly start_time: string;
  readonly start_ts: number;
  readonly update_time: string;
  readonly update_ts: number;
  readonly renew_time: string | null;
  readonly renew_ts: number | null;
  readonly user_id: number;
  readonly user_name: string;
  readonly user_status: number;
  /** The host that the user is; nil for a person. */
  readonly host_id: number | null;
  /** The id of the user's exclusive session, when that is not this one. */
  readonly lock_id: number | null;
  /** Names of the user's permissions by lines; nil where there are none or nobody asked. */
  readonly permissions: string | null;
}

/* Also those that come through groups. */
const permissionsOfSession = sql`(
  SELECT string_agg(permissions.name, ${'\n'}) FROM permissions WHERE permissions.id IN (
    SELECT user_perms.perm_id FROM user_perms
     WHERE user_perms.active IS TRUE AND user_perms.user_id = sessions.user_id
     UNION
    SELECT user_perms.perm_id FROM user_groups
      JOIN user_perms ON user_perms.user_id = user_groups.group_id AND user_perms.active IS TRUE
     WHERE user_groups.active IS TRUE AND user_groups.user_id = sessions.user_id))`;

const columns = perDialect(({ epoch }) =>
  selectList({
    id: sql`sessions.id`,
    key: sql`sessions.key`,
    hostip: sql`sessions.hostip`,
    closed: sql`sessions.closed`,
    authtype: sql`sessions.authtype`,
    callnum: sql`sessions.callnum`,
    exclusive: sql`sessions.exclusive`,
    expired: sql`sessions.expired`,
    master: sql`sessions.master`,
    start_time: sql`sessions.start_time`,
    start_ts: epoch(sql`sessions.start_time`),
    update_time: sql`sessions.update_time`,
    update_ts: epoch(sql`sessions.update_time`),
    renew_time: sql`sessions.renew_time`,
    renew_ts: epoch(sql`sessions.renew_time`),
    user_id: sql`sessions.user_id`,
    user_name: sql`users.name`,
    user_status: sql`users.status`,
    host_id: sql`CASE WHEN users.usertype = ${USER_TYPES.HOST} THEN (
      SELECT host.id FROM host WHERE host.user_id = users.id) END`,
    lock_id: sql`holder.id`,
  }),
);

/** Everything that must be known of a session to serve its call, in one read. */
export async function readSession(
  db: Queries,
  id: number,
  { permissions }: { readonly permissions: boolean },
): Promise<SessionRow | undefined> {
  return db.first<SessionRow>(sql`
    SELECT ${columns(db.dialect)}, ${permissions ? permissionsOfSession : sql`NULL`} AS permissions
      FROM sessions
      JOIN users ON users.id = sessions.user_id
      LEFT JOIN sessions AS holder ON holder.user_id = sessions.user_id AND holder."exclusive" IS TRUE
            AND holder.closed IS FALSE AND holder.id <> sessions.id
     WHERE sessions.id = ${id}`);
}

/** The members that Koji's getSessionInfo shows. */
export function sessionDetails(row: SessionRow): Record<string, unknown> {
  const { authtype, callnum, exclusive, expired, master, start_time, start_ts, update_time, update_ts } = row;
  const { renew_time, renew_ts, user_id } = row;
  return {
    authtype,
    callnum,
    exclusive,
    expired,
    master,
    start_time,
    start_ts,
    update_time,
    update_ts,
    renew_time,
    renew_ts,
    user_id,
  };
}
