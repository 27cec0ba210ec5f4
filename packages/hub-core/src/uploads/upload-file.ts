import { constants } from 'node:fs';
import { lstat, open, unlink, type FileHandle } from 'node:fs/promises';
import { GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { namingFullDisk } from '../full-disk.js';
import { checksum } from './checksum.js';
import { removeMovedUpload } from './moved-upload.js';
import { refuseStored, writeAll } from './receive-upload.js';
import type { Digest } from './readers/uploads.js';
import { uploadPath } from './upload-path.js';
import { chunks } from './chunks.js';

export interface UploadCall {
  readonly path: string;
  readonly name: string;
  /** Bytes of this chunk; of the whole file when `offset` is -1. */
  readonly size: number | null;
  readonly checksum: Digest | null;
  /** Where the chunk belongs; -1 for the last chunk. */
  readonly offset: number;
  readonly data: Uint8Array;
  readonly volume: string | null;
}

/**
 * Koji's older way to upload: chunks as base64 within calls. Returns false when size or digest do not fit, so that the
 * sender repeats the chunk. Log files may be begun anew; other files may not.
 */
export async function uploadFile(ctx: Context, call: UploadCall): Promise<boolean> {
  const { data: contents, offset, size } = call;
  const digest = call.checksum?.hex ?? null;
  const sum = checksum(call.checksum?.kind ?? null);
  if (offset !== -1) {
    if (size !== null && size !== contents.length) return false;
    sum?.update(contents);
    if (sum !== undefined && sum.hexDigest() !== digest) return false;
  }
  const target = {
    folder: call.path,
    name: call.name,
    volume: call.volume ?? undefined,
  };
  const path = await uploadPath(ctx, target, { create: true });
  if (offset === 0) await removeMovedUpload(ctx.config.KojiDir, path);
  const known = await refuseDestination(path, offset === 0);
  const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o666);
  try {
    const { size: before, nlink } = await file.stat();
    refuseStored(path, nlink);
    const anew = offset === 0 || (offset === -1 && size === contents.length);
    if (anew) await file.truncate(0);
    const start = offset === -1 && !anew ? before : Math.max(offset, 0);
    try {
      await namingFullDisk(path, () => writeAll(file, contents, start));
    } catch (error) {
      // Who sends the chunk again must not be told that it is there.
      if (known) await file.truncate(anew ? 0 : before);
      else await unlink(path);
      throw error;
    }
    if (offset !== -1) return true;
    if (size !== null) await file.truncate(size);
    return sum === undefined || (await digestOfFile(file, sum)) === digest;
  } finally {
    await file.close();
  }
}

async function refuseDestination(path: string, begins: boolean): Promise<boolean> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat === undefined) return false;
  if (!stat.isFile()) throw new GenericError(`destination not a file: ${path}`);
  if (begins && !path.endsWith('.log')) throw new GenericError(`file already exists: ${path}`);
  return true;
}

async function digestOfFile(
  file: FileHandle,
  sum: NonNullable<ReturnType<typeof checksum>>,
): Promise<string> {
  const stream = file.createReadStream({ start: 0, autoClose: false });
  for await (const chunk of chunks(stream)) sum.update(chunk);
  return sum.hexDigest();
}
