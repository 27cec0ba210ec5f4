import { EncodedValue, encodeShortResponse, ResponseEncoder, type Part } from '@kojikit/protocol';
import { AnswerBody, readBody } from './answer-body.js';
import { Breath } from './breath.js';
import { Spool } from './spool.js';

/** Bytes up to which an answer is encoded at once. */
const SHORT = 262_144;

/**
 * Step seven of a request: the result as bytes. A long one is encoded piece by piece into a spool, in turns with other
 * requests; what is read from a file is left for when it is sent.
 */
export async function encodeAnswer(result: unknown): Promise<Buffer | AnswerBody> {
  const short = encodeShortResponse(result, SHORT);
  if (short !== undefined) return short;
  const parts: Part[] = [];
  let spool = new Spool();
  try {
    const breath = new Breath();
    for await (const piece of new ResponseEncoder().response(result)) {
      if (Buffer.isBuffer(piece)) {
        await spool.write(piece);
      } else {
        parts.push(spool, piece);
        spool = new Spool();
      }
      if (breath.due) await breath.take();
    }
    const body = new AnswerBody([...parts, spool]);
    return body.length <= SHORT ? await readBody(body) : body;
  } catch (error) {
    await Promise.all([...parts, spool].map((part) => part.close()));
    throw error;
  }
}

const ARRAY = '<value><array><data>';
const ARRAY_END = '</data></array></value>';

/** An array that is encoded item by item: what an item was made of can be forgotten before the next is made. */
export class ArraySpool {
  private readonly encoder = new ResponseEncoder();
  private readonly spool = new Spool();
  private readonly breath = new Breath();

  /** Adds an item. Reads what is streamed in it. An item that cannot be read or encoded leaves nothing behind. */
  async add(item: unknown): Promise<void> {
    if (this.spool.length === 0) await this.spool.write(Buffer.from(ARRAY));
    const { length } = this.spool;
    try {
      for await (const piece of this.encoder.value(item)) {
        if (Buffer.isBuffer(piece)) await this.spool.write(piece);
        else await this.copy(piece);
        if (this.breath.due) await this.breath.take();
      }
    } catch (error) {
      this.spool.cut(length);
      throw error;
    }
  }

  /** Forgets the items after the spool had this length. */
  cut(length: number): void {
    this.spool.cut(length);
  }

  get length(): number {
    return this.spool.length;
  }

  /** The whole array. Nothing can be added after it. */
  async finish(): Promise<EncodedValue> {
    await this.spool.write(Buffer.from(this.spool.length === 0 ? ARRAY + ARRAY_END : ARRAY_END));
    return new EncodedValue(this.spool);
  }

  close(): Promise<void> {
    return this.spool.close();
  }

  private async copy(part: Part): Promise<void> {
    try {
      for await (const piece of part.pieces()) await this.spool.write(piece);
    } finally {
      await part.close();
    }
  }
}
