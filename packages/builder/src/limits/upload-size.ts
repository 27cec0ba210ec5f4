import { GenericError } from '@kojikit/protocol';
import type { Settings } from '../config/settings.js';
import { megabytes } from './command-limits.js';

const MEGABYTE = 1024 * 1024;

/** Bytes of the largest file that is copied out of a root or uploaded. */
export function largestUpload({ max_upload: limit }: Pick<Settings, 'max_upload'>): number {
  return limit === 0 ? Infinity : limit * MEGABYTE;
}

/**
 * Refuses a file that is too large to be uploaded. Holes count: they are sent as zeros. Throws GenericError with the
 * file's name, its size and the limit.
 */
export function assertUploadSize(name: string, bytes: number, settings: Pick<Settings, 'max_upload'>): void {
  const limit = largestUpload(settings);
  if (bytes <= limit) return;
  throw new GenericError(
    `${name} is too large to be uploaded: ${megabytes(bytes + MEGABYTE - 1)}, the limit is ${megabytes(limit)} (max_upload)`,
  );
}
