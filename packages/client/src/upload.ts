import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Adler32, GenericError, type CallMethod } from '@kojikit/protocol';
import type { CallOptions } from './call-options.js';
import { raceAbort } from './race-abort.js';
import { volumeKeyword, type ChunkTarget } from './upload-chunk.js';

/** Where an upload goes in the hub's file, and who is told how far it is. */
export interface UploadOptions {
  /** Where in the hub's file to begin. Default 0. */
  readonly offset?: number;
  /** Whether an existing file may be replaced. Default true. */
  readonly overwrite?: boolean;
  /** A volume other than `DEFAULT`. */
  readonly volume?: string;
  /**
   * Called before the first and after every block. `total` is the size at the start; of a stream, what was sent so far.
   */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the upload between or within blocks; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The path of a file, bytes, or a stream of them in pieces of any size. */
export type UploadSource = string | Uint8Array | AsyncIterable<Uint8Array>;

/** What an upload needs of a client. */
interface Uploader {
  readonly uploadBlockSize: number;
  /** How often a request had to be sent again so far. */
  readonly resends: number;
  readonly call: CallMethod<CallOptions>;
  uploadChunk(data: Uint8Array, target: ChunkTarget, options: CallOptions): Promise<void>;
}

/**
 * Uploads a file, bytes or a stream of bytes block by block, as Koji's fastUpload does: each block's size and checksum
 * are compared, and at the end the size of the whole; its checksum too when a block had to be sent again. Throws
 * GenericError on a mismatch.
 */
export async function upload(
  client: Uploader,
  source: UploadSource,
  path: string,
  name = typeof source === 'string' ? basename(source) : undefined,
  options: UploadOptions = {},
): Promise<void> {
  if (name === undefined) throw new TypeError('an upload of bytes needs a name');
  const { offset = 0, overwrite = true, volume, onProgress, signal } = options;
  const start = client.resends;
  const whole = new Adler32();
  let at = offset;
  signal?.throwIfAborted();
  const blocks = await blocksOf(source, client.uploadBlockSize);
  try {
    onProgress?.(0, blocks.total ?? 0);
    for await (const block of untilAborted(blocks, signal)) {
      await client.uploadChunk(block, { path, name, offset: at, overwrite, volume }, { signal });
      whole.update(block);
      at += block.length;
      onProgress?.(at - offset, blocks.total ?? at - offset);
    }
  } finally {
    await blocks.close();
  }
  const verify = client.resends > start && offset === 0;
  const asked = { path, name, ...volumeKeyword(volume), ...(verify && { verify: 'adler32' }) };
  const found = await client.call('checkUpload', asked, { signal });
  if (found === null) throw new GenericError(`File upload failed: ${path}/${name}`);
  if (Number(found.size) !== at) {
    throw new GenericError(`Uploaded file is wrong length: ${path}/${name}, ${String(found.size)} != ${at}`);
  }
  if (verify && found.hexdigest !== whole.hexDigest()) {
    throw new GenericError(
      `Uploaded file has wrong checksum: ${path}/${name}, ${String(found.hexdigest)} != ${whole.hexDigest()}`,
    );
  }
}

/* A stream may be silent for long: the signal is listened to in between as well. */
async function* untilAborted(
  blocks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = blocks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await raceAbort(iterator.next(), signal);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not waited for: a source that is silent ends when it speaks again, or when whoever made it ends it.
    void iterator.return?.()?.catch(() => undefined);
  }
}

interface Blocks extends AsyncIterable<Uint8Array> {
  /** Not known of a stream. */
  readonly total: number | undefined;
  close(): Promise<void>;
}

/** The blocks of a source; an empty one has one empty block, so that the file comes into being. */
async function blocksOf(source: UploadSource, blockSize: number): Promise<Blocks> {
  if (typeof source !== 'string' && !(source instanceof Uint8Array)) {
    return {
      total: undefined,
      close: async () => {},
      [Symbol.asyncIterator]: () => wholeBlocks(source, blockSize),
    };
  }
  if (typeof source !== 'string') {
    return {
      total: source.length,
      close: async () => {},
      async *[Symbol.asyncIterator]() {
        for (let at = 0; at === 0 || at < source.length; at += blockSize)
          yield source.subarray(at, at + blockSize);
      },
    };
  }
  const file = await open(source, 'r');
  const { size } = await file.stat();
  return {
    total: size,
    close: () => file.close(),
    async *[Symbol.asyncIterator]() {
      const buffer = Buffer.allocUnsafe(blockSize);
      for (let first = true; ; first = false) {
        const { bytesRead } = await file.read(buffer, 0, blockSize, null);
        if (bytesRead === 0 && !first) return;
        yield buffer.subarray(0, bytesRead);
        if (bytesRead === 0) return;
      }
    },
  };
}

/** The pieces of a stream as blocks of one size but for the last. A block is only good until the next is asked for. */
async function* wholeBlocks(
  source: AsyncIterable<Uint8Array>,
  blockSize: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = Buffer.allocUnsafe(blockSize);
  let used = 0;
  let any = false;
  for await (const piece of source) {
    for (let at = 0; at < piece.length;) {
      const count = Math.min(piece.length - at, blockSize - used);
      buffer.set(piece.subarray(at, at + count), used);
      used += count;
      at += count;
      if (used < blockSize) continue;
      yield buffer;
      any = true;
      used = 0;
    }
  }
  if (used > 0 || !any) yield buffer.subarray(0, used);
}
