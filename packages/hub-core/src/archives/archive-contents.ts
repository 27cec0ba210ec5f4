import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { decompress, RpmFormatError } from '@kojikit/rpm';
import { errorCode } from '../error-facts.js';
import { chunks } from '../uploads/index.js';
import { limited, MEMBER_LIMITS, UnreadableArchive, type ArchiveMember } from './archive-member.js';
import type { Compression } from './readers/new-archive-type.js';
import { tarMembers } from './tar-members.js';
import { zipMembers } from './zip-members.js';

/** How compressed files begin. */
const BEGINNINGS: readonly (readonly [compressor: string, bytes: Buffer])[] = [
  ['gzip', Buffer.from([0x1f, 0x8b])],
  ['bzip2', Buffer.from('BZh')],
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
  ['lzma', Buffer.from([0x5d, 0x00, 0x00])],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
];

/**
 * The members of a zip or tar file, read while they are asked for; none when there is no such file. How a tar file is
 * compressed is seen by how it begins: gzip, bzip2, xz, lzma or zstd.
 * Throws CallerMistake `cannot list <filename>: …` for a damaged file and for one with too many members.
 * @param path must be checked before; a symbolic link is no file.
 */
export async function* archiveContents(
  { path, filename }: { readonly path: string; readonly filename: string },
  compression: Compression,
): AsyncGenerator<ArchiveMember, void, undefined> {
  const file = await openFile(path);
  if (file === undefined) return;
  try {
    if ((await file.stat()).isFile()) yield* limited(membersOf(file, compression));
  } catch (cause) {
    if (!(cause instanceof UnreadableArchive || cause instanceof RpmFormatError)) throw cause;
    throw new UnreadableArchive(`cannot list ${filename}: ${cause.message}`, { cause });
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errorCode(error))) return undefined;
    throw error;
  }
}

function membersOf(file: FileHandle, compression: Compression): AsyncIterable<ArchiveMember> {
  return compression === 'zip' ? zipMembers(file) : tarMembers(decompressed(file));
}

async function* decompressed(file: FileHandle): AsyncGenerator<Buffer, void, undefined> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(6), 0, 6, 0);
  const start = buffer.subarray(0, bytesRead);
  const found = BEGINNINGS.find(([, bytes]) => start.subarray(0, bytes.length).equals(bytes));
  const stream = file.createReadStream({ start: 0, autoClose: false });
  const content = found === undefined ? chunks(stream) : decompress(stream, found[0]);
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > MEMBER_LIMITS.content) {
      throw new UnreadableArchive(`it is larger than ${MEMBER_LIMITS.content} bytes`);
    }
    yield chunk;
  }
}
