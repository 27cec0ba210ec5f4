import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);

/** Bytes that are compressed at a time. */
const BLOCK = 262_144;
/** How far back the format can point. */
const WINDOW = 32_768;
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

/** Takes compressed bytes; what it returns is waited for. */
export type Sink = (data: Uint8Array) => Promise<void>;

/** Takes the bytes of an archive in their order and compresses them. */
export interface Compressor {
  /** The data may be changed again when this has resolved. */
  write(data: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

/**
 * One gzip stream, compressed on several processors: blocks are deflated at the same time, each with the end of the one
 * before as its dictionary, and put together in order. Anything that reads gzip reads it.
 */
export class Gzip implements Compressor {
  private block: Buffer = Buffer.allocUnsafe(BLOCK);
  private used = 0;
  private dictionary: Uint8Array = Buffer.alloc(0);
  private checksum = 0;
  private length = 0;
  private begun = false;
  private readonly pool: Buffer[] = [];
  private readonly waiting: Promise<Buffer>[] = [];

  /** @param parallel how many blocks are compressed at the same time. */
  constructor(
    private readonly sink: Sink,
    private readonly level: number,
    private readonly parallel: number,
  ) {}

  async write(data: Uint8Array): Promise<void> {
    for (let at = 0; at < data.length;) {
      const count = Math.min(data.length - at, BLOCK - this.used);
      this.block.set(data.subarray(at, at + count), this.used);
      this.used += count;
      at += count;
      if (this.used === BLOCK) await this.submit();
    }
  }

  async end(): Promise<void> {
    await this.submit();
    while (this.waiting.length > 0) await this.deliver();
    const tail = Buffer.alloc(10);
    // An empty last block, then checksum and length.
    tail.set([3, 0]);
    tail.writeUInt32LE(this.checksum, 2);
    tail.writeUInt32LE(this.length % 2 ** 32, 6);
    await this.sink(tail);
  }

  private async submit(): Promise<void> {
    if (!this.begun) await this.sink(HEADER);
    this.begun = true;
    const data = this.block.subarray(0, this.used);
    if (data.length === 0) return;
    this.checksum = crc32(data, this.checksum);
    this.length += data.length;
    const job = this.compress(this.block, data);
    // It is awaited in its turn; until then its failure must not count as nobody's.
    job.catch(() => undefined);
    this.waiting.push(job);
    this.dictionary = Buffer.from(data.subarray(Math.max(0, data.length - WINDOW)));
    this.used = 0;
    if (this.waiting.length >= this.parallel) await this.deliver();
    this.block = this.pool.pop() ?? Buffer.allocUnsafe(BLOCK);
  }

  private async compress(block: Buffer, data: Buffer): Promise<Buffer> {
    const result = await deflate(data, {
      level: this.level,
      chunkSize: 131_072,
      // The most: fewer bytes that only look alike are compared, which takes a twentieth less time.
      memLevel: constants.Z_MAX_MEMLEVEL,
      finishFlush: constants.Z_SYNC_FLUSH,
      ...(this.dictionary.length > 0 && { dictionary: this.dictionary }),
    });
    this.pool.push(block);
    return result;
  }

  private async deliver(): Promise<void> {
    const next = this.waiting.shift();
    if (next) await this.sink(await next);
  }
}
