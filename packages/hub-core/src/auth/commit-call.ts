import sql from 'sql-template-tag';
import type { Queries, Transaction } from '../db/database.js';
import { HubSession } from './hub-session.js';
import { alreadyDone, outOfSequence } from './load-session.js';
import type { Session } from '../ground/session.js';

/**
 * Commits what a call has written, and its number and time with that: a repetition of the call is refused exactly when its
 * writing was committed.
 *
 * Throws SequenceError or RetryError when a call of this or a later number was committed meanwhile. A session that
 * this call closed is left alone.
 */
export async function commitCall(
  db: Transaction,
  session: Session,
  methodName: string | undefined,
): Promise<void> {
  if (!(session instanceof HubSession)) return db.commit();
  const { id, callNumber, retryable } = session;
  if (callNumber === undefined) {
    await touchSession(db, session);
    return db.commit();
  }
  const free = retryable ? sql`callnum <= ${callNumber}` : sql`callnum < ${callNumber}`;
  const time = wasJustMarked(session) ? sql`` : sql`, update_time = ${db.dialect.now()}`;
  const committed = await db.commitWith(
    sql`UPDATE sessions SET callnum = ${callNumber}${time} WHERE id = ${id} AND (callnum IS NULL OR ${free})`,
  );
  if (committed) return;
  await db.rollback();
  const last = await db.value<number>(sql`SELECT callnum FROM sessions WHERE id = ${id}`);
  if (last !== undefined && last > callNumber) throw outOfSequence(last, callNumber, id);
  throw alreadyDone(callNumber, methodName, id);
}

/** Seconds for which the time of a session counts as now. */
const JUST_NOW = 5;

/*
 * A builder writes many times in a second. The call number is in no index, the time is, and PostgreSQL changes a row
 * in its place only as long as no index has to know of it. The database's clock may be a little ahead of ours, which counts
 * whole milliseconds; one far ahead was set back since.
 */
function wasJustMarked(session: Session): boolean {
  return Math.abs(sinceLastUse(session)) < JUST_NOW;
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
