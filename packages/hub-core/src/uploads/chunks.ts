import type { ReadStream } from 'node:fs';

/** The bytes of a file that is read, in pieces. Throws TypeError for a stream that decodes them into text. */
export async function* chunks(stream: ReadStream): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a file is read as bytes here, not as text');
    yield chunk;
  }
}
