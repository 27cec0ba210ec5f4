import sql from 'sql-template-tag';
import {
  ActionNotAllowed,
  double,
  doubleOrNull,
  type LoggedInUser,
  type Login,
  type SessionInfo,
} from '@kojikit/protocol';
import type { UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { currentUser, findUserStrictly } from './find-user.js';

type SessionRow = SessionInfo & { id: number; hostip: string };

/**
 * Koji's getSessionInfo: the caller's session, or all open sessions of a user, for the user itself and for admins.
 * Nil when nobody is logged in.
 */
export async function sessionInfo(
  ctx: Context,
  details: boolean,
  readUser: (() => UserRef | null) | null,
): Promise<SessionInfo | SessionInfo[] | null> {
  const { session } = ctx;
  if (!session.loggedIn) return null;
  const userInfo = readUser?.() ?? null;
  if (userInfo === null) {
    const own = { ...session.details, id: session.id, hostip: session.hostAddress } as SessionRow;
    return shown(own, details);
  }
  const user = await findUserStrictly(ctx, userInfo);
  if (user.id !== session.userId && !(await session.hasPermission('admin'))) {
    throw new ActionNotAllowed('only admins or owners may see all active sessions');
  }
  const rows = await openSessions(ctx, user.id);
  // The number of a call is stored when it is over; the caller sees the one of this call.
  return rows.map((row) =>
    shown(row.id === session.id ? { ...row, callnum: session.callNumber ?? row.callnum } : row, details),
  );
}

/** Koji's getLoggedInUser: the caller as getUser answers it, and how the caller logged in. Nil without a login. */
export async function loggedInUser(ctx: Context): Promise<LoggedInUser | null> {
  const user = await currentUser(ctx);
  if (user === undefined) return null;
  const authtype = ctx.session.authType ?? null;
  // One principal of several: old clients greet their user by it.
  return { ...user, authtype, krb_principal: user.krb_principals[0] ?? null } as LoggedInUser;
}

/** Who calls and what they may, out of what comes with the session. Undefined without a login. */
export async function describeLogin({ session }: Context): Promise<Login | undefined> {
  const { userId: id, userName: name } = session;
  if (id === undefined || name === undefined) return undefined;
  return { id, name, permissions: [...(await session.permissions())] };
}

function openSessions({ db }: Context, userId: number): Promise<SessionRow[]> {
  const { epoch } = db.dialect;
  return db.all<SessionRow>(sql`
    SELECT user_id, expired, master, authtype, callnum, start_time, ${epoch(sql`start_time`)} AS start_ts,
           update_time, ${epoch(sql`update_time`)} AS update_ts, renew_time, ${epoch(sql`renew_time`)} AS renew_ts,
           "exclusive" AS "exclusive", hostip, id
      FROM sessions WHERE expired IS FALSE AND user_id = ${userId} ORDER BY id`);
}

function shown({ id, hostip, ...row }: SessionRow, details: boolean): SessionInfo {
  const info = {
    ...row,
    start_ts: double(Number(row.start_ts)),
    update_ts: double(Number(row.update_ts)),
    renew_ts: doubleOrNull(row.renew_ts === null ? null : Number(row.renew_ts)),
  };
  return details ? { ...info, id, hostip } : info;
}
