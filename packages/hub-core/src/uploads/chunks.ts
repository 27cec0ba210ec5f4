import type { ReadStream } from 'node:fs';

/** The bytes of a file that is read, in pieces. */
export async function* chunks(stream: ReadStream): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) yield chunk;
}
