import { isKojiFault, ServerOffline } from '@kojikit/protocol';
import type { HubConfig } from '../config/hub-config.js';
import type { Dialect } from '../db/database.js';
import { DatabaseBusy } from '../db/database-error.js';
import { asFullDisk } from '../full-disk.js';
import type { Fault } from '../ground/inside-call.js';

/**
 * What stands for an error of the database's own: a database that is gone, or has no connection free for too long, is
 * the fault on which clients wait and try again. Other errors stay as they are.
 */
export function asOutage(dialect: Dialect, error: unknown): unknown {
  if (error instanceof DatabaseBusy) return new ServerOffline(error.message, { cause: error });
  if (dialect.errorKind(error) !== 'unreachable') return error;
  return new ServerOffline('database outage', { cause: error });
}

/**
 * What a caller is told of an error. Faults of ours keep their code and text, a full disk is one; anything else is an accident of the hub:
 * code 1 with Koji's form of the text. `KojiDebug` and `KojiTraceback` add the stack, as they do in Koji.
 */
export function toFault(thrown: unknown, config: Pick<HubConfig, 'KojiDebug' | 'KojiTraceback'>): Fault {
  const error = asFullDisk(thrown);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (isKojiFault(error)) {
    return { code: error.code, message: config.KojiDebug ? stack : error.message };
  }
  const traced = config.KojiTraceback === 'normal' || config.KojiTraceback === 'extended';
  const message = error instanceof Error ? error.message : String(error);
  return { code: 1, message: traced ? stack : `<class 'Exception'>: ${message}` };
}
