import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withByteSource } from './byte-source.js';
import { HEADER_MAGIC } from './header-blob.js';
import { RpmFormatError } from './errors.js';
import type { ByteRange } from './read-header.js';
import { LEAD_LENGTH, findHeaders } from './read-header.js';

/** Offset and length, padding included, of the signature header of a package. */
export async function findSignatureHeader(
  source: Buffer | string,
): Promise<{ offset: number; length: number }> {
  const { signatureRange } = await withByteSource(source, (bytes) => findHeaders(bytes));
  return { offset: signatureRange.start, length: signatureRange.end - signatureRange.start };
}

/** The bytes of a package's signature header, padding included: what Koji keeps per signature. */
export function ripSignatureHeader(source: Buffer | string): Promise<Buffer> {
  return rip(source, 'signatureRange');
}

/** The bytes of a package's main header. */
export function ripHeader(source: Buffer | string): Promise<Buffer> {
  return rip(source, 'headerRange');
}

/** The bytes of the package at `path` with another signature header in place of its own. */
export async function* splicedPackage(
  path: string,
  signatureHeader: Buffer,
): AsyncGenerator<Buffer, void, undefined> {
  if (!signatureHeader.subarray(0, 3).equals(HEADER_MAGIC)) {
    throw new RpmFormatError('Invalid rpm: bad magic in the signature header');
  }
  const { offset, length } = await findSignatureHeader(path);
  for await (const chunk of createReadStream(path, { end: LEAD_LENGTH - 1 })) yield chunk as Buffer;
  yield signatureHeader;
  for await (const chunk of createReadStream(path, { start: offset + length })) yield chunk as Buffer;
}

/** Which parts are put together to a signed package. */
export interface SpliceOptions {
  /** The package whose lead, header and payload are taken. */
  source: string;
  signatureHeader: Buffer;
  /** Where the result goes. Its directory is made; it appears only when complete, with the mode of the source. */
  destination: string;
  /** Sees every piece that is written, for checksums. */
  onChunk?: (chunk: Buffer) => void;
}

/** Writes a copy of a package with another signature header. */
export async function spliceSignatureHeader(options: SpliceOptions): Promise<void> {
  const directory = dirname(options.destination);
  await mkdir(directory, { recursive: true });
  const temporary = join(directory, `.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      for await (const chunk of splicedPackage(options.source, options.signatureHeader)) {
        await file.writeFile(chunk);
        options.onChunk?.(chunk);
      }
    } finally {
      await file.close();
    }
    await chmod(temporary, (await stat(options.source)).mode & 0o7777);
    await rename(temporary, options.destination);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function rip(source: Buffer | string, which: 'signatureRange' | 'headerRange'): Promise<Buffer> {
  return withByteSource(source, async (bytes) => {
    const range: ByteRange = (await findHeaders(bytes))[which];
    return bytes.read(range.start, range.end - range.start, 'header');
  });
}
