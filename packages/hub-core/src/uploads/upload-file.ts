import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { GenericError } from '@kojikit/protocol';
import { toInteger } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonStr } from '../rpc/python-names.js';
import { checksum } from './checksum.js';
import { writeAll } from './receive-upload.js';
import { uploadPath } from './upload-path.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

export interface UploadCall {
  readonly path: unknown;
  readonly name: unknown;
  /** Bytes of this chunk; of the whole file when `offset` is -1. */
  readonly size: unknown;
  /** A digest, or a pair of algorithm and digest. */
  readonly checksum: unknown;
  /** Where the chunk belongs; -1 for the last chunk. */
  readonly offset: unknown;
  /** Base64 text. */
  readonly data: unknown;
  readonly volume: unknown;
}

/**
 * Koji's older way to upload: chunks as base64 within calls. Answers false when size or digest do not fit, so that the
 * sender repeats the chunk. Log files may be begun anew; other files may not.
 */
export async function uploadFile(ctx: Context, call: UploadCall): Promise<boolean> {
  const contents = decode(call.data);
  const offset = toInteger(call.offset);
  const size = call.size === null ? null : toInteger(call.size);
  const [verify, digest] = digestOf(call.checksum);
  const sum = checksum(verify);
  if (offset !== -1) {
    if (size !== null && size !== contents.length) return false;
    sum?.update(contents);
    if (sum !== undefined && sum.hexDigest() !== digest) return false;
  }
  const target = {
    folder: pythonStr(call.path),
    name: pythonStr(call.name),
    volume: call.volume === null ? undefined : pythonStr(call.volume),
  };
  const path = await uploadPath(ctx, target, { create: true });
  await refuseDestination(path, offset === 0);
  const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o666);
  try {
    if (offset === 0 || (offset === -1 && size === contents.length)) await file.truncate(0);
    await writeAll(file, contents, offset === -1 ? (await file.stat()).size : offset);
    if (offset !== -1) return true;
    if (size !== null) await file.truncate(size);
    return sum === undefined || (await digestOfFile(file, sum)) === digest;
  } finally {
    await file.close();
  }
}

function decode(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data;
  if (typeof data !== 'string') throw new CallerMistake('data must be base64 text');
  const compact = data.replace(/\s+/g, '');
  if (compact.length % 4 !== 0) throw new Error('Incorrect padding');
  return Buffer.from(compact, 'base64');
}

function digestOf(given: unknown): [algorithm: unknown, digest: unknown] {
  if (given === null || given === undefined) return [null, null];
  if (typeof given === 'string') return ['md5', given];
  if (Array.isArray(given) && given.length === 2) return [given[0], given[1]];
  throw new CallerMistake('a checksum is a digest or a pair of algorithm and digest');
}

async function refuseDestination(path: string, begins: boolean): Promise<void> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat === undefined) return;
  if (!stat.isFile()) throw new GenericError(`destination not a file: ${path}`);
  if (begins && !path.endsWith('.log')) throw new GenericError(`file already exists: ${path}`);
}

async function digestOfFile(
  file: FileHandle,
  sum: NonNullable<ReturnType<typeof checksum>>,
): Promise<string> {
  const stream = file.createReadStream({ start: 0, autoClose: false });
  for await (const chunk of stream as AsyncIterable<Uint8Array>) sum.update(chunk);
  return sum.hexDigest();
}
