import { isKojiFault } from '@kojikit/protocol';
import type { Logger } from 'pino';
import type { Dialect } from '../db/database.js';
import { CallerMistake } from './caller-mistake.js';

/**
 * Logs a call that failed, once. What the caller did wrong is a line of information without a stack; an error with one
 * is for what the hub's operator or its authors can mend.
 */
export function logFailure(
  log: Logger,
  dialect: Dialect,
  error: unknown,
  about: Readonly<Record<string, unknown>>,
): void {
  if (dialect.errorKind(error) === 'unreachable')
    log.error({ ...about, reason: reasonOf(error) }, 'the database is away');
  else if (isCallersFault(dialect, error))
    log.info({ ...about, reason: reasonOf(error) }, 'a call was refused');
  else log.error({ ...about, err: error }, 'a call failed');
}

function isCallersFault(dialect: Dialect, error: unknown): boolean {
  if (isKojiFault(error) || error instanceof CallerMistake) return true;
  // Times and numbers out of their range; the language's own have other texts.
  if (error instanceof RangeError && !/^(Maximum call stack|Invalid |Array buffer)/.test(error.message))
    return true;
  const kind = dialect.errorKind(error);
  return kind === 'unique' || kind === 'constraint' || kind === 'busy' || dialect.refusedValue(error);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
