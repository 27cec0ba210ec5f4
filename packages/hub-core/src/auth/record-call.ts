import sql from 'sql-template-tag';
import type { Queries } from '../db/database.js';
import { HubSession } from './hub-session.js';
import { alreadyDone, outOfSequence } from './load-session.js';
import type { Session } from '../ground/session.js';

/**
 * Stores the call number and the time of a call, in the transaction that holds what the call wrote: a repetition of
 * the call is refused exactly when its writing was committed. Run just before the commit.
 *
 * Throws SequenceError or RetryError when a call of this or a later number was committed meanwhile. A session that
 * this call closed is left alone.
 */
export async function recordCall(
  db: Queries,
  session: Session,
  methodName: string | undefined,
): Promise<void> {
  if (!(session instanceof HubSession)) return;
  const { id, callNumber, retryable } = session;
  if (callNumber === undefined) return touchSession(db, session);

  const free = retryable ? sql`callnum <= ${callNumber}` : sql`callnum < ${callNumber}`;
  const time = wasJustMarked(session) ? sql`` : sql`, update_time = ${db.dialect.now()}`;
  const recorded = await db.run(
    sql`UPDATE sessions SET callnum = ${callNumber}${time} WHERE id = ${id} AND (callnum IS NULL OR ${free})`,
  );
  if (recorded > 0) return;
  const last = await db.value<number>(sql`SELECT callnum FROM sessions WHERE id = ${id}`);
  if (last !== undefined && last > callNumber) throw outOfSequence(last, callNumber, id);
  throw alreadyDone(callNumber, methodName, id);
}

/** Seconds for which the time of a session counts as now. */
const JUST_NOW = 5;

/*
 * A builder writes many times in a second. The call number is in no index, the time is, and PostgreSQL changes a row
 * in its place only as long as no index has to know of it.
 */
function wasJustMarked(session: Session): boolean {
  const age = sinceLastUse(session);
  return age >= 0 && age < JUST_NOW;
}

function sinceLastUse({ details }: Session): number {
  const { update_ts: lastUse } = details;
  return typeof lastUse === 'number' ? Date.now() / 1000 - lastUse : NaN;
}

/** Seconds after which a session that only reads is marked as used. */
const TOUCH_AFTER = 600;

/** Whether a session that only reads was not marked as used for so long that it should be. */
export function needsTouch(session: Session): boolean {
  return session.id !== undefined && sinceLastUse(session) > TOUCH_AFTER;
}

/** Marks a session as used now. */
export async function touchSession(db: Queries, session: Session): Promise<void> {
  await db.run(sql`UPDATE sessions SET update_time = ${db.dialect.now()} WHERE id = ${session.id}`);
}
