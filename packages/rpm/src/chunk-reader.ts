import { RpmFormatError } from './errors.js';

/** Takes pieces of wanted sizes out of a stream of chunks. */
export class ChunkReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** Exactly `length` bytes, which is meant for small pieces. */
  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.stream(length)) parts.push(part);
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }

  /** The next `length` bytes in pieces as they come. */
  async *stream(length: number): AsyncGenerator<Buffer, void, undefined> {
    let wanted = length;
    while (wanted > 0) {
      if (this.rest.length === 0) await this.next();
      const part = this.rest.subarray(0, wanted);
      this.rest = this.rest.subarray(part.length);
      wanted -= part.length;
      yield part;
    }
  }

  async skip(length: number): Promise<void> {
    let wanted = length;
    while (wanted > 0) {
      if (this.rest.length === 0) await this.next();
      const skipped = Math.min(wanted, this.rest.length);
      this.rest = this.rest.subarray(skipped);
      wanted -= skipped;
    }
  }

  /** Ends the stream underneath. */
  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  private async next(): Promise<void> {
    const { done, value } = await this.chunks.next();
    if (done) throw new RpmFormatError('Invalid rpm: the payload is truncated');
    this.rest = value;
  }
}
