import { createReadStream } from 'node:fs';
import { decompress } from './decompress.js';
import { readHeader } from './read-header.js';

/**
 * The payload of the package at `path`, decompressed: a cpio archive.
 *
 * @throws RpmFormatError when the payload is damaged, compressed in an unknown way, or needs a program that is missing.
 */
export async function* readPayload(path: string): AsyncGenerator<Buffer, void, undefined> {
  const { header, payloadOffset } = await readHeader(path);
  const compressor = header.string('PAYLOADCOMPRESSOR') ?? 'gzip';
  yield* decompress(createReadStream(path, { start: payloadOffset }), compressor);
}
