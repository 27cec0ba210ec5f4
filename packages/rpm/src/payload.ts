import { createReadStream } from 'node:fs';
import { withByteSource } from './byte-source.js';
import { decompress } from './decompress.js';
import { readHeader } from './read-header.js';

/**
 * The payload of the package at `path`, decompressed: a cpio archive. Throws RpmFormatError when the payload is
 * damaged, compressed in an unknown way, or needs a program that is missing.
 */
export async function* readPayload(path: string): AsyncGenerator<Buffer, void, undefined> {
  const { header, payloadOffset } = await readHeader(path);
  const compressor = header.string('PAYLOADCOMPRESSOR') ?? (await guessCompressor(path, payloadOffset));
  yield* decompress(createReadStream(path, { start: payloadOffset }), compressor);
}

/** Packages that do not say are compressed with gzip or not at all. */
function guessCompressor(path: string, payloadOffset: number): Promise<string> {
  return withByteSource(path, async (bytes) => {
    const magic = await bytes.read(payloadOffset, GZIP_MAGIC.length, 'payload');
    return magic.equals(GZIP_MAGIC) ? 'gzip' : 'none';
  });
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
