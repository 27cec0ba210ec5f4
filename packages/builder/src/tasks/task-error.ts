import { GenericError, KojiFault } from '@kojikit/protocol';
import { isSystemError } from '../process/system-error.js';

/** Fault code of errors that are none of Koji's: what Koji sends for an unexpected exception. */
const UNEXPECTED = 1;

/** The fault under which a task's error is recorded: a fault as it is, a full disk in plain words, anything else with code 1. */
export function asFault(error: unknown): { code: number; message: string } {
  if (isFaultLike(error)) return { code: error.code, message: error.message };
  if (isSystemError(error, 'ENOSPC') || isSystemError(error, 'EDQUOT'))
    return new GenericError(`the disk of the builder is full: ${String(error)}`);
  if (error instanceof Error) return { code: UNEXPECTED, message: error.stack ?? error.message };
  return { code: UNEXPECTED, message: String(error) };
}

// By shape, so that a plugin with a copy of the protocol package of its own is understood.
function isFaultLike(error: unknown): error is KojiFault {
  return (
    error instanceof KojiFault ||
    (error instanceof Error && 'faultName' in error && typeof (error as { code?: unknown }).code === 'number')
  );
}

/** Reason of the abort signal when a task is no longer ours: canceled, or given to another host. */
export class TaskStopped extends Error {
  override readonly name = 'TaskStopped';
}

/** Thrown by a task that only the next daemon can finish: it is given back so that a pending restart can happen. */
export class RestartFirst extends Error {
  override readonly name = 'RestartFirst';
}
