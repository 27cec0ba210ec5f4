import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { RepomdRecord } from './repomd.js';

/** Bytes that go to the compressor at once. */
const CHUNK_SIZE = 64 * 1024;
/** Takes two thirds of the time of zlib's default for files that are 3 % larger. */
const LEVEL = 5;

/**
 * One file of repodata while it is written, in pieces: it is compressed and hashed on the way, and gets its final
 * name, which starts with its checksum, when it is finished.
 */
export class MetadataFile {
  private readonly type: string;
  private readonly directory: string;
  private readonly name: string;
  private readonly input = new PassThrough({ highWaterMark: 4 * CHUNK_SIZE });
  private readonly open = new Tally();
  private readonly packed = new Tally();
  private readonly written: Promise<void>;
  private readonly compressed: boolean;
  /** What has not gone to the compressor yet: small pieces go together. */
  private waiting: Buffer[] = [];
  private waitingSize = 0;

  /**
   * @param type The kind of data as repomd.xml names it.
   * @param directory An existing directory.
   * @param name The name without checksum; with `.gz` at the end the content is compressed.
   */
  constructor(type: string, directory: string, name: string) {
    this.type = type;
    this.directory = directory;
    this.name = name;
    this.compressed = name.endsWith('.gz');
    const target = createWriteStream(join(directory, name), { flags: 'wx' });
    this.written = this.compressed
      ? pipeline(
          this.input,
          this.open.stream,
          createGzip({ level: LEVEL, chunkSize: CHUNK_SIZE }),
          this.packed.stream,
          target,
        )
      : pipeline(this.input, this.packed.stream, target);
    // The failure is reported by the next write or by finish.
    this.written.catch(() => undefined);
  }

  /** Adds to the file; waits while the disk is behind. Buffers must not change any more. */
  async write(content: string | Buffer): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.waiting.push(bytes);
    this.waitingSize += bytes.length;
    if (this.waitingSize >= CHUNK_SIZE) await this.flush();
  }

  private async flush(): Promise<void> {
    if (this.input.destroyed) return this.written;
    const chunk = Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingSize = 0;
    if (!this.input.write(chunk)) await Promise.race([once(this.input, 'drain'), this.written]);
  }

  /** Ends the file, gives it its final name and says what repomd.xml has to say about it. */
  async finish(): Promise<RepomdRecord> {
    await this.flush();
    this.input.end();
    await this.written;
    const checksum = this.packed.digest();
    const finalName = `${checksum}-${this.name}`;
    const path = join(this.directory, this.name);
    const { mtimeMs } = await stat(path);
    await rename(path, join(this.directory, finalName));
    return {
      type: this.type,
      location: `repodata/${finalName}`,
      checksumType: 'sha256',
      checksum,
      size: this.packed.bytes,
      timestamp: Math.floor(mtimeMs / 1000),
      ...(this.compressed ? { openChecksum: this.open.digest(), openSize: this.open.bytes } : {}),
    };
  }

  /** Stops writing; what was written stays behind. */
  async abandon(): Promise<void> {
    this.input.destroy(new Error('repodata was abandoned'));
    await this.written.catch(() => undefined);
  }
}

/** Counts and hashes what flows through its stream. */
class Tally {
  bytes = 0;
  private readonly hash = createHash('sha256');

  readonly stream = new Transform({
    transform: (chunk: Buffer, encoding, done) => {
      this.bytes += chunk.length;
      this.hash.update(chunk);
      done(null, chunk);
    },
  });

  digest(): string {
    return this.hash.digest('hex');
  }
}
