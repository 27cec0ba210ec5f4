import { open } from 'node:fs/promises';
import { GenericError, type Double } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { checksum, type ChecksumKind } from './checksum.js';
import { uploadPath, type UploadTarget } from './upload-path.js';
import { chunks } from './chunks.js';
import { fileSeconds } from './file-seconds.js';

/** What is known of an uploaded file. */
export interface UploadCheck {
  readonly size: number;
  readonly mtime: Double;
  /** How many bytes the digest covers. */
  readonly sumlength?: number;
  readonly hexdigest?: string;
}

/**
 * Size, time and digest of an uploaded file, or undefined when there is none.
 * @param tail only so many bytes at the end count for the digest.
 */
export async function checkUpload(
  ctx: Context,
  target: UploadTarget,
  verify: ChecksumKind | null,
  tail: number | null,
): Promise<UploadCheck | undefined> {
  const path = await uploadPath(ctx, target, { create: false });
  await ctx.db.release();
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return undefined;
  try {
    const stat = await file.stat({ bigint: true });
    if (!stat.isFile()) throw new GenericError(`Not a regular file: ${path}`);
    const size = Number(stat.size);
    const facts = { size, mtime: fileSeconds(stat.mtimeNs) };
    const sum = checksum(verify);
    if (sum === undefined) return facts;
    if (tail !== null && tail < 0) throw new GenericError(`Invalid tail value: ${tail}`);
    const start = tail === null ? 0 : Math.max(size - tail, 0);
    let length = 0;
    for await (const chunk of chunks(file.createReadStream({ start, autoClose: false }))) {
      length += chunk.length;
      sum.update(chunk);
    }
    return { ...facts, sumlength: length, hexdigest: sum.hexDigest() };
  } finally {
    await file.close();
  }
}
