import { writeSync } from 'node:fs';
import type { Writable } from 'node:stream';

/** Bytes from which on waiting for more to write with them saves nothing. */
const ENOUGH = 64 * 1024;

/**
 * Writes to a descriptor of the process. What is written in one turn of the event loop leaves in one piece. A reader that
 * goes away ends the process with status 141, as a signal of a broken pipe would.
 */
export class DescriptorWriter {
  private waiting: (string | Uint8Array)[] = [];
  private length = 0;
  /** Takes over where the descriptor does not want to be waited for: somebody who shares it has said so. */
  private stream: Writable | undefined;

  constructor(
    private readonly descriptor: number,
    private readonly open: () => Writable,
  ) {}

  /** Writes soon: with what else is written in this turn. */
  write(data: string | Uint8Array): void {
    if (this.waiting.length === 0) process.nextTick(() => this.flush());
    this.waiting.push(data);
    this.length += data.length;
    if (this.length >= ENOUGH) this.flush();
  }

  /** Writes at once, after what still waits. */
  writeNow(data: string | Uint8Array): void {
    this.waiting.push(data);
    this.flush();
  }

  /** Writes what waits. */
  flush(): void {
    if (this.waiting.length === 0) return;
    const pieces = this.waiting;
    this.waiting = [];
    this.length = 0;
    const isText = pieces.every((piece) => typeof piece === 'string');
    this.put(isText ? Buffer.from(pieces.join('')) : Buffer.concat(pieces.map(bytesOf)));
  }

  /** Resolves when all has left the process. */
  async written(): Promise<void> {
    this.flush();
    const { stream } = this;
    if (stream !== undefined && stream.writableLength > 0)
      await new Promise((resolve) => stream.write('', resolve));
  }

  private put(bytes: Buffer): void {
    let done = 0;
    while (this.stream === undefined && done < bytes.length) {
      try {
        done += writeSync(this.descriptor, bytes, done);
      } catch (error) {
        if (codeOf(error) === 'EAGAIN') this.stream = this.openStream();
        else endAtBrokenPipe(error);
      }
    }
    if (done < bytes.length) this.stream?.write(bytes.subarray(done));
  }

  private openStream(): Writable {
    return this.open().on('error', endAtBrokenPipe);
  }
}

function bytesOf(piece: string | Uint8Array): Uint8Array {
  return typeof piece === 'string' ? Buffer.from(piece) : piece;
}

function endAtBrokenPipe(error: unknown): void {
  if (codeOf(error) === 'EPIPE') process.exit(141);
  throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
