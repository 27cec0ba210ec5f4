import { lstat, open, unlink, type FileHandle } from 'node:fs/promises';
import { constants } from 'node:fs';
import { ActionNotAllowed, GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { namingFullDisk } from '../full-disk.js';
import { checksum, type Checksum } from './checksum.js';
import { removeMovedUpload } from './moved-upload.js';
import { checksumKind } from './readers/uploads.js';
import { takeOver, untilStopped } from './take-over.js';
import { uploadPath } from './upload-path.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** What the sender of a raw upload is told, to compare with what it sent. */
export interface UploadReceipt {
  readonly size: number;
  readonly fileverify: string;
  readonly offset: number;
  readonly hexdigest: string;
}

/**
 * Stores the body of a raw upload at an offset of its file (-1: at the end). The body is streamed, and the database
 * connection given back before that. When the body breaks off, the file is cut back to what it was.
 *
 * Query parameters: `filename`, `filepath`, `fileverify`, `offset`, `overwrite`, `volume`. Without `overwrite` an
 * existing file is only added to, so that a repeated chunk does no harm.
 */
export async function receiveUpload(ctx: Context, body: AsyncIterable<Uint8Array>): Promise<UploadReceipt> {
  if (!ctx.session.loggedIn) throw new ActionNotAllowed('you must be logged-in to upload a file');
  const query = new URLSearchParams(ctx.request.query);
  const name = query.get('filename');
  if (name === null) throw new CallerMistake("the parameter 'filename' is missing");
  const offset = Number(query.get('offset') ?? '0');
  if (!Number.isInteger(offset))
    throw new CallerMistake(`offset must be a whole number, not ${query.get('offset')}`);
  const target = { folder: query.get('filepath') ?? '', name, volume: query.get('volume') ?? 'DEFAULT' };
  const overwrite = (query.get('overwrite') ?? '') !== '';
  const verify = checksumKind(query.get('fileverify'));
  const sum = checksum(verify);
  if (verify === null || sum === undefined)
    throw new CallerMistake("the parameter 'fileverify' must name a checksum: adler32, md5 or sha256");

  const path = await uploadPath(ctx, target, { create: true });
  await ctx.db.release();
  const upload = { offset, overwrite, verify, sum };
  return takeOver(path, async (stopped) => {
    if (offset === 0) await removeMovedUpload(ctx.config.KojiDir, path);
    return store(path, upload, untilStopped(body, stopped));
  });
}

interface Upload {
  readonly offset: number;
  readonly overwrite: boolean;
  readonly verify: string;
  readonly sum: Checksum;
}

async function store(
  path: string,
  { offset, overwrite, verify, sum }: Upload,
  body: AsyncIterable<Uint8Array>,
): Promise<UploadReceipt> {
  const known = await refuseDestination(path, offset === 0 && !overwrite);
  const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o666);
  try {
    const { size: before, nlink } = await file.stat();
    refuseStored(path, nlink);
    const start = offset === -1 ? before : offset;
    if (overwrite && offset !== -1) await file.truncate(start);
    const write = () => writeBody(file, start, body, sum);
    const size = await namingFullDisk(path, write).catch(async (error: unknown) => {
      // Who sends it again must not be told that it is there.
      if (known) await file.truncate(overwrite ? start : before);
      else await unlink(path);
      throw error;
    });
    const length = (await file.stat()).size;
    if (!overwrite && length !== start + size) {
      throw new GenericError(
        `Incorrect upload length for ${path} - Expected ${start + size}, actual ${length}`,
      );
    }
    return { size, fileverify: verify, offset: start, hexdigest: sum.hexDigest() };
  } finally {
    await file.close();
  }
}

/**
 * Refuses to change an upload that an import has taken: it is the very file of the build, under a second name that goes
 * away with the commit and stays when the hub is killed right after it.
 */
export function refuseStored(path: string, names: number): void {
  if (names > 1) throw new GenericError(`destination is imported already: ${path}`);
}

/* Whether there is a file that may be changed. */
async function refuseDestination(path: string, mustBeNew: boolean): Promise<boolean> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat === undefined) return false;
  if (stat.isSymbolicLink()) throw new GenericError(`destination is a symlink: ${path}`);
  if (!stat.isFile()) throw new GenericError(`destination not a file: ${path}`);
  if (mustBeNew) throw new GenericError(`upload path exists: ${path}`);
  return true;
}

async function writeBody(
  file: FileHandle,
  start: number,
  body: AsyncIterable<Uint8Array>,
  sum: Checksum,
): Promise<number> {
  let position = start;
  for await (const chunk of body) {
    sum.update(chunk);
    await writeAll(file, chunk, position);
    position += chunk.length;
  }
  return position - start;
}

/** Writes a whole chunk; a single write may take only part of it. */
export async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + done);
    done += bytesWritten;
  }
}
