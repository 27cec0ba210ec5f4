import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import { Adler32 } from '@kojikit/protocol';
import type { Client } from './client.js';

export interface UploadOptions {
  /** Where in the hub's file to begin. Default 0. */
  readonly offset?: number;
  /** Whether an existing file may be replaced. Default true. */
  readonly overwrite?: boolean;
  /** A volume other than `DEFAULT`. */
  readonly volume?: string;
  /** Called before the first and after every block. `total` is the size at the start. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Where a block of a file goes. */
export interface ChunkTarget {
  /** Folder below the hub's work folder. */
  readonly path: string;
  readonly name: string;
  readonly offset: number;
  readonly overwrite?: boolean;
  readonly volume?: string;
}

/**
 * Uploads a file or bytes block by block, as Koji's fastUpload does: each block's size and checksum are compared, and at
 * the end the size of the whole; its checksum too when a block had to be sent again. Throws GenericError on a mismatch.
 */
export async function upload(
  client: Client,
  source: string | Uint8Array,
  path: string,
  name = typeof source === 'string' ? basename(source) : undefined,
  options: UploadOptions = {},
): Promise<void> {
  if (name === undefined) throw new TypeError('an upload of bytes needs a name');
  const { offset = 0, overwrite = true, volume, onProgress } = options;
  const start = client.resends;
  const whole = new Adler32();
  let at = offset;
  const blocks = await blocksOf(source, client.uploadBlockSize);
  try {
    onProgress?.(0, blocks.total);
    for await (const block of blocks) {
      await client.uploadChunk(block, { path, name, offset: at, overwrite, volume });
      whole.update(block);
      at += block.length;
      onProgress?.(at - offset, blocks.total);
    }
  } finally {
    await blocks.close();
  }
  const verify = client.resends > start && offset === 0;
  const keywords = { ...volumeKeyword(volume), ...(verify && { verify: 'adler32' }) };
  const found = (await client.call('checkUpload', [path, name], keywords)) as {
    size: unknown;
    hexdigest?: unknown;
  } | null;
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

/** URL parameters of a block. */
export function chunkParameters(target: ChunkTarget): Record<string, string> {
  return {
    filename: target.name,
    filepath: target.path,
    fileverify: 'adler32',
    offset: String(target.offset),
    ...((target.overwrite ?? true) && { overwrite: '1' }),
    ...volumeKeyword(target.volume),
  };
}

/** Throws GenericError unless the hub received exactly these bytes. */
export function checkChunk(data: Uint8Array, answer: unknown): void {
  const { size, hexdigest } = (answer ?? {}) as { size?: unknown; hexdigest?: unknown };
  if (Number(size) !== data.length) {
    throw new GenericError(`server returned wrong chunk size: ${String(size)} != ${data.length}`);
  }
  const expected = new Adler32().update(data).hexDigest();
  if (hexdigest !== expected) {
    throw new GenericError(`upload checksum failed: ${String(hexdigest)} != ${expected}`);
  }
}

/** `DEFAULT` is what hubs without volumes have, so it is not named. */
export function volumeKeyword(volume: string | undefined): { volume?: string } {
  return volume === undefined || volume === '' || volume === 'DEFAULT' ? {} : { volume };
}

interface Blocks extends AsyncIterable<Uint8Array> {
  readonly total: number;
  close(): Promise<void>;
}

/** The blocks of a source; an empty one has one empty block, so that the file comes into being. */
async function blocksOf(source: string | Uint8Array, blockSize: number): Promise<Blocks> {
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
