import { ARRAY, ARRAY_END, Encoder } from './encoder.js';
import { escapeText, type ForbiddenCharacters } from './escape.js';
import { PIECE_LENGTH, HEADER, RESPONSE_END, RESPONSE_START } from './response-encoder.js';
import { isStreamed } from './streamed.js';
import type { WrittenArray } from './written-array.js';
import { WrittenBytes } from './written-bytes.js';

/**
 * A method call. Throws UnencodableValue for values without a form in XML-RPC, and for characters that XML cannot
 * carry: a call must not reach the hub with other text than was meant.
 */
export function encodeCall(method: string, params: readonly unknown[]): string {
  const name = escapeText(method, 'refuse');
  return `${HEADER}<methodCall>\n<methodName>${name}</methodName>\n${encodeParams(params)}</methodCall>\n`;
}

/**
 * The parameters of a call alone, which is how Koji stores the request of a task without a method. Throws as
 * {@link encodeCall} does.
 */
export function encodeParams(params: readonly unknown[]): string {
  const encoder = new Encoder('refuse');
  // Line by line as Python writes it: task requests are stored in this form, and a listing shows them as they are.
  const body = params.map((param) => `<param>\n${encoder.encode(param)}\n</param>\n`).join('');
  return `<params>\n${body}</params>\n`;
}

/**
 * An answer. Throws UnencodableValue for values without a form in XML-RPC, so that it can be encoded before a commit.
 * Characters that XML cannot carry become U+FFFD; Koji sends them raw and its own clients then fail to read the
 * whole answer.
 */
export function encodeResponse(value: unknown): string {
  return new Encoder('replace').encode(value, RESPONSE_START) + RESPONSE_END;
}

/** {@link encodeResponse} as the UTF-8 bytes that are sent; a long listing never is one text. */
export function encodeResponseBytes(value: unknown): Buffer {
  const encoder = new PieceEncoder('replace');
  return encoder.finish(encoder.encode(value, RESPONSE_START) + RESPONSE_END);
}

/**
 * {@link encodeResponseBytes} for answers that are short: undefined for one of more than about `most` bytes, or with a
 * streamed value inside. Those are what a {@link ResponseEncoder} is for.
 */
export function encodeShortResponse(value: unknown, most: number): Buffer | undefined {
  const encoder = new PieceEncoder('replace', most);
  try {
    return encoder.finish(encoder.encode(value, RESPONSE_START) + RESPONSE_END);
  } catch (error) {
    if (error === notAtOnce) return undefined;
    throw error;
  }
}

/** Writes items of an array as `<value>` elements, one after the other. Yields where it writes at times. */
export function* writeItems(
  items: Iterable<unknown>,
  bytes: WrittenBytes,
): Generator<WrittenBytes, void, undefined> {
  const encoder = new Encoder('replace');
  let out = '';
  for (const item of items) {
    out = encoder.encode(item, out);
    if (out.length < PIECE_LENGTH) continue;
    bytes.write(out);
    out = '';
    yield bytes;
  }
  bytes.write(out);
}

/** A fault as an answer. Characters that XML cannot carry become U+FFFD. */
export function encodeFault(code: number, message: string): string {
  const body = new Encoder('replace').encode({ faultCode: code, faultString: message });
  return `${HEADER}<methodResponse><fault>${body}</fault></methodResponse>\n`;
}

/** Bytes that most answers are shorter than. */
const SCRATCH = 262_144;
/** Where answers are written one after the other, before it is known how long they are; undefined while one is. */
let scratch: Buffer | undefined;

/**
 * Encodes into bytes piece by piece: one long text made of millions of short ones costs several times as much. A document is put
 * together where all are, and copied once: memory that is made for each piece makes the garbage collector run as often as calls come.
 */
class PieceEncoder extends Encoder {
  private readonly scratch = scratch ?? Buffer.allocUnsafe(SCRATCH);
  private readonly bytes = new WrittenBytes(this.scratch);

  constructor(
    forbidden: ForbiddenCharacters,
    private readonly most = Infinity,
  ) {
    super(forbidden);
    scratch = undefined;
  }

  /** The whole document, of which `rest` is the end. */
  finish(rest: string): Buffer {
    scratch = this.scratch;
    if (this.bytes.length === 0) return Buffer.from(rest);
    this.bytes.write(rest);
    return Buffer.concat(this.bytes.finish());
  }

  protected override between(out: string): string {
    if (out.length < PIECE_LENGTH) return out;
    this.bytes.write(out);
    this.checkLength(this.bytes.length);
    return '';
  }

  protected override appendWritten(out: string, array: WrittenArray): string {
    if (this.bytes.length + array.leastBytes > this.most) throw notAtOnce;
    this.bytes.write(out + ARRAY);
    for (const { length } of array.write(this.bytes)) this.checkLength(length);
    this.checkLength(this.bytes.length);
    return ARRAY_END;
  }

  protected override unusual(value: object): never {
    if (isStreamed(value) && this.most !== Infinity) throw notAtOnce;
    return super.unusual(value);
  }

  private checkLength(length: number): void {
    if (length > this.most) throw notAtOnce;
  }
}

/** Thrown out of the depth of an answer that must be encoded piece by piece. */
const notAtOnce = new Error('this answer is not encoded at once');
