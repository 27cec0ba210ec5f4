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
export function asFullDisk<E>(error: E, where = pathOf(error)): E | GenericError {
  if (!FULL.includes(errorCode(error))) return error;
  const place = where === undefined ? '' : `: ${where}`;
  return new GenericError(`No space left on device${place}`, { cause: error });
}

/* What was to be written comes last in such errors. */
function pathOf<E>(error: E): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const [dest, path] = ['dest' in error && error.dest, 'path' in error && error.path];
  return [dest, path].find((known) => typeof known === 'string');
}
