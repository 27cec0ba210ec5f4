import type { FileHandle } from 'node:fs/promises';
import type { Part } from '@kojikit/protocol';

/** Bytes read at once; three of them become four characters. */
const PIECE = 3 * 65_536;

/** A range of a file as base64 text, read while it is sent. It closes the file. */
export class Base64Part implements Part {
  readonly length: number;

  constructor(
    private readonly file: FileHandle,
    private readonly start: number,
    private readonly size: number,
  ) {
    this.length = Math.ceil(size / 3) * 4;
  }

  async *pieces(): AsyncIterable<Uint8Array> {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, this.size));
    for (let done = 0; done < this.size;) {
      const wanted = Math.min(piece.length, this.size - done);
      await this.fill(piece, wanted, this.start + done);
      done += wanted;
      yield Buffer.from(piece.toString('base64', 0, wanted), 'latin1');
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async fill(piece: Buffer, wanted: number, position: number): Promise<void> {
    for (let filled = 0; filled < wanted;) {
      const { bytesRead } = await this.file.read(piece, filled, wanted - filled, position + filled);
      // The length of the answer was said already, so it cannot just end here.
      if (bytesRead === 0) throw new Error('the file became shorter while it was sent');
      filled += bytesRead;
    }
  }
}
