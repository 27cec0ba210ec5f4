/** Bytes of a piece, unless one value needs more. */
const PIECE = 65_536;

/** Bytes that are written one after the other and taken in pieces, cut anywhere. */
export class WrittenBytes {
  /** Where is written, and how far it is. Who has reserved room may write here by itself, and then says so in `at`. */
  out: Buffer;
  at = 0;
  private pieces: Buffer[] = [];
  private piecesLength = 0;

  /** @param first what is written to first. */
  constructor(first: Buffer) {
    this.out = first;
  }

  /** For about as many bytes as are expected. */
  static expecting(length: number): WrittenBytes {
    return new WrittenBytes(Buffer.allocUnsafe(Math.min(PIECE, Math.max(length, 64))));
  }

  /** How many there are, with those that were taken. */
  get length(): number {
    return this.piecesLength + this.at;
  }

  /** Whether there are pieces that are full. */
  get hasPieces(): boolean {
    return this.pieces.length > 0;
  }

  put(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.out.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** Writes a text as UTF-8. */
  write(text: string): void {
    this.reserve(text.length * 3);
    this.at += this.out.write(text, this.at);
  }

  /** Makes room for as many bytes in `out`. */
  reserve(length: number): void {
    if (this.at + length <= this.out.length) return;
    this.cut();
    this.out = Buffer.allocUnsafe(Math.max(PIECE, length));
    this.at = 0;
  }

  /** Takes the pieces that are full. Together with those of {@link finish} they are what was written. */
  take(): Buffer[] {
    const full = this.pieces;
    this.pieces = [];
    return full;
  }

  /** Takes all that is left. Nothing can be written after it. */
  finish(): Buffer[] {
    this.cut();
    return this.take();
  }

  private cut(): void {
    if (this.at === 0) return;
    this.pieces.push(this.out.subarray(0, this.at));
    this.piecesLength += this.at;
  }
}
