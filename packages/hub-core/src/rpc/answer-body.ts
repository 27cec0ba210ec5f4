import type { Part } from '@kojikit/protocol';

/** A long answer: it is read while it is sent, so that it waits for its reader on disk and not in memory. */
export class AnswerBody implements Part {
  readonly length: number;

  constructor(private readonly parts: readonly Part[]) {
    this.length = parts.reduce((sum, part) => sum + part.length, 0);
  }

  async *pieces(): AsyncIterable<Uint8Array> {
    for (const part of this.parts) yield* part.pieces();
  }

  async close(): Promise<void> {
    await Promise.all(this.parts.map((part) => part.close()));
  }
}

/** The whole body of an answer, for who wants it in memory. Closes it. */
export async function readBody(body: string | Buffer | Part): Promise<Buffer> {
  if (typeof body === 'string') return Buffer.from(body);
  if (Buffer.isBuffer(body)) return body;
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of body.pieces()) pieces.push(piece);
    return Buffer.concat(pieces);
  } finally {
    await body.close();
  }
}
