import { RpmFormatError } from './errors.js';

/** Takes pieces of wanted sizes out of a stream of chunks: of the payload of an RPM, or of any other archive. */
export class ChunkReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  /** @param truncated the error when the stream ends too early. Left out: RpmFormatError. */
  constructor(
    chunks: AsyncIterable<Buffer>,
    private readonly truncated: () => Error = () =>
      new RpmFormatError('Invalid rpm: the payload is truncated'),
  ) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** Exactly `length` bytes, which is meant for small pieces. */
  async take(length: number): Promise<Buffer> {
    if (this.rest.length >= length) return this.cut(length);
    const parts: Buffer[] = [];
    for await (const part of this.stream(length)) parts.push(part);
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }

  /** The next `length` bytes in pieces as they come. */
  async *stream(length: number): AsyncGenerator<Buffer, void, undefined> {
    let wanted = length;
    while (wanted > 0) {
      if (this.rest.length === 0) await this.next();
      const part = this.cut(wanted);
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

  private cut(length: number): Buffer {
    const part = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(part.length);
    return part;
  }

  private async next(): Promise<void> {
    const { done, value } = await this.chunks.next();
    if (done) throw this.truncated();
    this.rest = value;
  }
}
