import { ARRAY, ARRAY_END, Encoder } from './encoder.js';
import { EncodedValue, isStreamed, StreamedArray, StreamedText, type Part } from './streamed.js';
import { WrittenArray } from './written-array.js';

export const HEADER = "<?xml version='1.0'?>\n";
export const RESPONSE_START = `${HEADER}<methodResponse><params><param>`;
export const RESPONSE_END = '</param></params></methodResponse>\n';
/** Characters after which a piece is written out. */
export const PIECE_LENGTH = 32_768;

/** Arrays and structs down to here are walked through piece by piece, what is inside of them is encoded at once. */
const WALKED_DEPTH = 8;

/**
 * Encodes long answers: whoever takes the pieces decides the pace, and only what was not taken is in memory. Streamed
 * values may be the answer itself, items of its outer arrays and members of its outer struct.
 */
export class ResponseEncoder extends Encoder {
  private out = '';

  constructor() {
    super('replace');
  }

  /** A whole answer: bytes to send now, and parts that are to be read when it is their turn. */
  async *response(value: unknown): AsyncGenerator<Buffer | Part, void, undefined> {
    this.out = RESPONSE_START;
    yield* this.walk(value, 0);
    yield this.take(RESPONSE_END);
  }

  /** A `<value>` alone. */
  async *value(value: unknown): AsyncGenerator<Buffer | Part, void, undefined> {
    this.out = '';
    yield* this.walk(value, 0);
    yield this.take();
  }

  private async *walk(value: unknown, depth: number): AsyncGenerator<Buffer | Part, void, undefined> {
    if (value instanceof StreamedText) {
      yield this.take('<value><string>');
      yield value.part;
      this.out += '</string></value>';
    } else if (value instanceof EncodedValue) {
      yield this.take();
      yield value.part;
    } else if (value instanceof StreamedArray) {
      this.out += ARRAY;
      for await (const batch of value.batches) {
        if (batch instanceof WrittenArray) yield* this.written(batch);
        else yield* this.items(batch, depth);
      }
      this.out += ARRAY_END;
    } else if (value instanceof WrittenArray) {
      this.out += ARRAY;
      yield* this.written(value);
      this.out += ARRAY_END;
    } else if (depth < WALKED_DEPTH && Array.isArray(value)) {
      this.out += ARRAY;
      yield* this.items(value, depth);
      this.out += ARRAY_END;
    } else if (depth < WALKED_DEPTH && isPlainStruct(value)) {
      this.out += '<value><struct>';
      for (const name of Object.keys(value)) {
        this.out += this.memberStart(name);
        yield* this.walk(value[name], depth + 1);
        this.out += '</member>';
      }
      this.out += '</struct></value>';
    } else {
      this.out = this.encode(value, this.out, depth);
    }
  }

  /* Rows are encoded at once: walking through each would cost more than the encoding. */
  private async *items(
    items: readonly unknown[],
    depth: number,
  ): AsyncGenerator<Buffer | Part, void, undefined> {
    for (const item of items) {
      if (Array.isArray(item) || item instanceof WrittenArray || isStreamed(item))
        yield* this.walk(item, depth + 1);
      else this.out = this.encode(item, this.out, depth + 1);
      if (this.out.length >= PIECE_LENGTH) yield this.take();
    }
  }

  private *written(items: WrittenArray): Generator<Buffer, void, undefined> {
    yield this.take();
    yield* items.pieces();
  }

  private take(end = ''): Buffer {
    const piece = Buffer.from(this.out + end);
    this.out = '';
    return piece;
  }
}

function isPlainStruct(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  return prototype === Object.prototype || prototype === null;
}
