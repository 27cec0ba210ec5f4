import { open } from 'node:fs/promises';
import { RpmFormatError } from './errors.js';

/** Random access to the bytes of a file or buffer. */
export interface ByteSource {
  readonly size: number;
  /** Exactly `length` bytes. Nothing is allocated before it is known that the source has them. */
  read(offset: number, length: number, what: string): Promise<Buffer>;
}

/** Runs `use` on a buffer or on an opened file, which is closed afterwards. */
export async function withByteSource<T>(
  source: Buffer | string,
  use: (bytes: ByteSource) => Promise<T>,
): Promise<T> {
  if (typeof source !== 'string') {
    return use({
      size: source.length,
      read: async (offset, length, what) => {
        requireInside(source.length, offset, length, what);
        return source.subarray(offset, offset + length);
      },
    });
  }
  const file = await open(source, 'r');
  try {
    const { size } = await file.stat();
    return await use({
      size,
      read: async (offset, length, what) => {
        requireInside(size, offset, length, what);
        const bytes = Buffer.alloc(length);
        let done = 0;
        while (done < length) {
          const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
          if (bytesRead === 0) throw truncated(what);
          done += bytesRead;
        }
        return bytes;
      },
    });
  } finally {
    await file.close();
  }
}

function requireInside(size: number, offset: number, length: number, what: string): void {
  if (offset + length > size) throw truncated(what);
}

function truncated(what: string): RpmFormatError {
  return new RpmFormatError(`Invalid rpm: ${what} is truncated`);
}
