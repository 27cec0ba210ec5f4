import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part } from '@kojikit/protocol';

/** Bytes of one answer that are kept in memory in any case. */
const ALWAYS_IN_MEMORY = 1 << 20;
/** Bytes of one answer that are kept in memory as long as all answers together have no more than they may. */
const MOST_OF_ONE = 1 << 24;
const MOST_OF_ALL = 1 << 26;
const PIECE = 65_536;

/** Bytes that spools hold in memory now. */
let held = 0;

/**
 * Bytes that are written now and read later, in bounded memory: what is more than a megabyte goes into a file below the
 * folder for temporary files, which has no name any more when it is written to. Up to 16 megabytes may stay in memory
 * while all spools together hold less than 64.
 */
export class Spool implements Part {
  private inMemory: Buffer[] = [];
  private size = 0;
  private stored = 0;
  private file: FileHandle | undefined;
  private closed = false;

  get length(): number {
    return this.stored + this.buffered;
  }

  private get buffered(): number {
    return this.size;
  }

  private set buffered(size: number) {
    held += size - this.size;
    this.size = size;
  }

  private get mayStayInMemory(): boolean {
    if (this.length <= ALWAYS_IN_MEMORY) return true;
    return this.stored === 0 && this.length <= MOST_OF_ONE && held <= MOST_OF_ALL;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.inMemory.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    this.buffered += bytes.length;
    if (this.mayStayInMemory || this.buffered < PIECE) return;
    this.file ??= await namelessFile();
    const whole = this.inMemory.length === 1 ? this.inMemory[0]! : Buffer.concat(this.inMemory);
    for (let done = 0; done < whole.length;) {
      done += (await this.file.write(whole, done, whole.length - done, this.stored + done)).bytesWritten;
    }
    this.stored += whole.length;
    this.inMemory = [];
    this.buffered = 0;
  }

  /** Forgets everything after the first `length` bytes. */
  cut(length: number): void {
    if (length <= this.stored) {
      this.stored = length;
      this.inMemory = [];
      this.buffered = 0;
      return;
    }
    const kept = Buffer.concat(this.inMemory).subarray(0, length - this.stored);
    this.inMemory = [kept];
    this.buffered = kept.length;
  }

  async *pieces(): AsyncIterable<Uint8Array> {
    for (let position = 0; position < this.stored;) {
      // A piece of its own each time: the one before may not have been sent yet.
      const piece = Buffer.allocUnsafe(Math.min(PIECE, this.stored - position));
      const { bytesRead } = await this.file!.read(piece, 0, piece.length, position);
      if (bytesRead === 0) throw new Error('a stored answer became shorter');
      position += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
    yield* this.inMemory;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.inMemory = [];
    this.buffered = 0;
    await this.file?.close();
  }
}

/* Nobody else can open it, and it is gone with this process however that ends. */
async function namelessFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `kojikit-answer-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}
