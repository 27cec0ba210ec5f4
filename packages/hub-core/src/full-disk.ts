import { GenericError } from '@kojikit/protocol';
import { errorCode } from './error-facts.js';

const FULL: readonly string[] = ['ENOSPC', 'EDQUOT'];

/** Runs what writes a file or a folder. Throws GenericError `No space left on device: <path>` when the disk is full. */
export async function namingFullDisk<T>(path: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw asFullDisk(error, path);
  }
}

/**
 * What stands for the error of a full disk: GenericError `No space left on device: <path>`. Other errors stay as they are.
 * @param where left out: the path that the system has told, if any.
 */
export function asFullDisk(error: unknown, where?: string): unknown {
  if (!FULL.includes(errorCode(error))) return error;
  const { dest, path } = error as { readonly dest?: unknown; readonly path?: unknown };
  const known = where ?? dest ?? path;
  return new GenericError(`No space left on device${typeof known === 'string' ? `: ${known}` : ''}`, {
    cause: error,
  });
}
