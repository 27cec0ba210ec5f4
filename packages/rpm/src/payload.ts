import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream';
import * as zlib from 'node:zlib';
import { RpmFormatError } from './errors.js';
import { readHeader } from './read-header.js';

/** Programs for what Node cannot decompress itself. */
const PROGRAMS: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
  xz: ['xz', '-dc'],
  lzma: ['xz', '--format=lzma', '-dc'],
  bzip2: ['bzip2', '-dc'],
  zstd: ['zstd', '-dc'],
};

/**
 * The payload of the package at `path`, decompressed: a cpio archive. gzip is read by Node; xz, lzma, bzip2 and
 * (before Node 22.15) zstd by the program of that name.
 *
 * @throws RpmFormatError when the payload is damaged or compressed in an unknown way, or the program is missing.
 */
export async function* readPayload(path: string): AsyncGenerator<Buffer, void, undefined> {
  const { header, payloadOffset } = await readHeader(path);
  const compressor = header.string('PAYLOADCOMPRESSOR') ?? 'gzip';
  const compressed = createReadStream(path, { start: payloadOffset });
  try {
    for await (const chunk of decompressed(compressed, compressor)) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof RpmFormatError) throw error;
    throw new RpmFormatError(`Invalid rpm: the payload is damaged (${compressor})`, { cause: error });
  } finally {
    compressed.destroy();
  }
}

function decompressed(compressed: Readable, compressor: string): AsyncIterable<unknown> {
  if (compressor === 'none' || compressor === '') return compressed;
  if (compressor === 'gzip') return through(compressed, zlib.createGunzip());
  if (compressor === 'zstd') {
    const native = (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress;
    if (native) return through(compressed, native());
  }
  const command = PROGRAMS[compressor];
  if (command === undefined) {
    throw new RpmFormatError(
      `Invalid rpm: the payload is compressed with ${compressor}, which is not supported`,
    );
  }
  return throughProgram(compressed, command);
}

function through(compressed: Readable, transform: Transform): AsyncIterable<unknown> {
  return pipeline(compressed, transform, () => undefined) as Transform;
}

async function* throughProgram(
  compressed: Readable,
  [program, ...args]: readonly [string, ...string[]],
): AsyncGenerator<unknown> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    await once(child, 'spawn');
  } catch (cause) {
    throw new RpmFormatError(`The payload needs the program ${program} to be read`, { cause });
  }
  const ended = once(child, 'close');
  pipeline(compressed, child.stdin, () => undefined);
  try {
    yield* child.stdout;
    const [code] = (await ended) as [number | null];
    if (code !== 0) throw new RpmFormatError(`Invalid rpm: the payload is damaged (${program})`);
  } finally {
    child.kill();
  }
}
