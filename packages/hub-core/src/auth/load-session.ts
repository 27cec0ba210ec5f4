import sql from 'sql-template-tag';
import { AuthError, AuthExpired, RetryError, SequenceError, USER_STATUS } from '@kojikit/protocol';
import type { HubConfig } from '../config/hub-config.js';
import type { Transaction } from '../db/database.js';
import type { RequestInfo } from '../ground/request-info.js';
import type { MethodDescription } from '../ground/method-description.js';
import { anonymousSession } from './anonymous-session.js';
import { clientAddress } from './client-address.js';
import { HubSession } from './hub-session.js';
import { sessionCredentials, type SessionCredentials } from './session-credentials.js';
import { sameKey } from './session-key.js';
import { readSession, sessionDetails, type SessionRow } from './session-row.js';
import type { Session } from '../ground/session.js';

const METHODS_FOR_EXPIRED = new Set(['login', 'sslLogin']);

/**
 * Finds out who makes a call. One read, and no write unless the session has just expired: the call number is stored
 * by `commitCall`, together with what the call writes.
 * @param method the method being called; undefined for an upload.
 *
 * Throws AuthError for a session that does not exist, belongs to another address or to a blocked user; AuthExpired;
 * SequenceError and RetryError for a call number that was used. A lock held by another session is no error here: see
 * `lockError`.
 */
export async function loadSession(
  db: Transaction,
  request: RequestInfo,
  config: HubConfig,
  method: MethodDescription | undefined,
): Promise<Session> {
  const credentials = sessionCredentials(request, config);
  if ('none' in credentials) return anonymousSession(credentials.none);

  const permissions = method?.asksPermissions ?? false;
  const row = await readSession(db, credentials.id, { permissions });
  const address = clientAddress(request, config);
  if (row === undefined || row.closed || row.hostip !== address || !sameKey(row.key, credentials.key)) {
    throw new AuthError('Invalid session or bad credentials');
  }
  const expired = row.expired || (await expire(db, row, config.SessionRenewalTimeout));
  if (expired && !METHODS_FOR_EXPIRED.has(method?.name ?? '')) {
    throw new AuthExpired(`session "${row.id}" has expired`);
  }
  checkCallNumber(row, credentials, method);
  if (expired)
    return anonymousSession('the session has expired', {
      id: row.id,
      key: credentials.key,
      userId: row.user_id,
      master: row.master ?? undefined,
    });
  if (row.user_status !== USER_STATUS.NORMAL)
    throw new AuthError(`logins by ${row.user_name} are not allowed`);

  const lockedByMaster = row.lock_id !== null && row.lock_id === row.master;
  return new HubSession(db, {
    id: row.id,
    key: credentials.key,
    userId: row.user_id,
    userName: row.user_name,
    hostId: row.host_id ?? undefined,
    authType: row.authtype ?? undefined,
    hostAddress: address,
    master: row.master ?? undefined,
    callNumber: credentials.callNumber,
    exclusive: row.exclusive === true || lockedByMaster,
    lockError: row.lock_id === null || lockedByMaster ? undefined : 'User locked by another session',
    retryable: method?.retryable ?? false,
    details: sessionDetails(row),
    permissions: permissions ? (row.permissions ?? '').split('\n').filter(Boolean) : undefined,
  });
}

/**
 * Marks a session and its subsessions expired when it was not renewed for too long. Committed at once: the fault that
 * follows would undo it.
 */
async function expire(db: Transaction, row: SessionRow, minutes: number): Promise<boolean> {
  if (minutes === 0 || Date.now() / 1000 <= (row.renew_ts ?? row.start_ts) + minutes * 60) return false;
  await db.update('sessions', { expired: true }, sql`id = ${row.id} OR master = ${row.id}`);
  await db.commit();
  return true;
}

function checkCallNumber(
  row: SessionRow,
  { callNumber }: SessionCredentials,
  method: MethodDescription | undefined,
): void {
  if (callNumber === undefined || row.callnum === null) return;
  if (row.callnum > callNumber) throw outOfSequence(row.callnum, callNumber, row.id);
  if (row.callnum === callNumber && !method?.retryable) throw alreadyDone(callNumber, method?.name, row.id);
}

/** The call number is lower than one that was recorded. */
export function outOfSequence(last: number, callNumber: number, session: number): Error {
  return new SequenceError(`${last} > ${callNumber} (session ${session})`);
}

/** A call of this number has written already, so it cannot run again. */
export function alreadyDone(callNumber: number, method: string | undefined, session: number): Error {
  return new RetryError(
    `unable to retry call ${callNumber} (method ${method ?? 'None'}) for session ${session}`,
  );
}
