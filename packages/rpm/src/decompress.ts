import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream';
import * as zlib from 'node:zlib';
import { RpmFormatError } from './errors.js';

/** Bytes that come at once: with zlib's default the steps between threads take longer than the work. */
const CHUNK_SIZE = 128 * 1024;

/** Programs for what Node cannot decompress itself. */
const PROGRAMS: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
  xz: ['xz', '-dc'],
  lzma: ['xz', '--format=lzma', '-dc'],
  bzip2: ['bzip2', '-dc'],
  zstd: ['zstd', '-dc'],
};

/**
 * Decompresses a stream. gzip is read by Node; xz, lzma, bzip2 and (before Node 22.15) zstd by the program of that
 * name; `none` and the empty name pass the stream through. Throws RpmFormatError when the data is damaged, the method
 * unknown, or its program missing.
 */
export async function* decompress(
  compressed: Readable,
  compressor: string,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of decompressed(compressed, compressor)) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof RpmFormatError) throw error;
    throw new RpmFormatError(`The compressed data is damaged (${compressor})`, { cause: error });
  } finally {
    compressed.destroy();
  }
}

function decompressed(compressed: Readable, compressor: string): AsyncIterable<unknown> {
  if (compressor === 'none' || compressor === '') return compressed;
  if (compressor === 'gzip') return through(compressed, zlib.createGunzip({ chunkSize: CHUNK_SIZE }));
  if (compressor === 'zstd') {
    const native = (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress;
    if (native) return through(compressed, native());
  }
  const command = PROGRAMS[compressor];
  if (command === undefined) {
    throw new RpmFormatError(`Compression with ${compressor} is not supported`);
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
    throw new RpmFormatError(`The program ${program} is needed to decompress this data`, { cause });
  }
  const ended = once(child, 'close');
  pipeline(compressed, child.stdin, () => undefined);
  try {
    yield* child.stdout;
    const [code] = (await ended) as [number | null];
    if (code !== 0) throw new RpmFormatError(`The compressed data is damaged (${program})`);
  } finally {
    child.kill();
  }
}
