import type { FileHandle } from 'node:fs/promises';

/** A remembered line in this many. */
const STEP = 1000;
const PIECE = 1 << 20;
const NEWLINE = 0x0a;

/**
 * Where the lines of a growing file begin: the byte of every thousandth. What was scanned once is not scanned again, so
 * that any line of a log of 500 MB is one read away.
 */
export class LineIndex {
  /** Byte at which line `n * STEP` begins; line 0 is the first. */
  private readonly marks: number[] = [0];
  private scanned = 0;
  private newlines = 0;
  private lastByte = NEWLINE;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(readonly inode: number) {}

  /** Bytes that the index knows of. */
  get size(): number {
    return this.scanned;
  }

  /** Lines so far; text after the last line break counts as one. */
  get lines(): number {
    return this.newlines + (this.lastByte === NEWLINE ? 0 : 1);
  }

  /** Takes in what the file has grown by. */
  extend(file: FileHandle, size: number): Promise<void> {
    const next = this.turn.then(() => this.scan(file, size));
    this.turn = next.catch(() => undefined);
    return next;
  }

  /** The byte at which a line begins; the first is 0, and the end of the file stands for lines beyond it. */
  async offsetOf(file: FileHandle, line: number): Promise<number> {
    if (line >= this.lines) return this.scanned;
    let left = line % STEP;
    let position = this.marks[Math.floor(line / STEP)]!;
    const buffer = Buffer.alloc(65_536);
    while (left > 0) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return this.scanned;
      const found = afterNewlines(buffer.subarray(0, bytesRead), left);
      left -= found.count;
      position += left === 0 ? found.end : bytesRead;
    }
    return position;
  }

  private async scan(file: FileHandle, size: number): Promise<void> {
    const buffer = Buffer.alloc(Math.min(PIECE, Math.max(size - this.scanned, 0)));
    while (this.scanned < size) {
      const { bytesRead } = await file.read(
        buffer,
        0,
        Math.min(buffer.length, size - this.scanned),
        this.scanned,
      );
      if (bytesRead === 0) return;
      const piece = buffer.subarray(0, bytesRead);
      for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) {
        this.newlines += 1;
        if (this.newlines % STEP === 0) this.marks.push(this.scanned + at + 1);
      }
      this.lastByte = piece[bytesRead - 1]!;
      this.scanned += bytesRead;
    }
  }
}

function afterNewlines(piece: Buffer, wanted: number): { count: number; end: number } {
  let count = 0;
  let end = 0;
  for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) {
    count += 1;
    end = at + 1;
    if (count === wanted) break;
  }
  return { count, end };
}
