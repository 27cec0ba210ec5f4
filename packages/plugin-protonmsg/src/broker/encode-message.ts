import type { PropertyValue } from '../messages/message.js';
import type { Entry } from '../queue/entry.js';

/** What a message says beside what its entry has. */
export interface EncodingOptions {
  /** Milliseconds until the broker may drop it; undefined: never. */
  readonly ttl?: number | undefined;
}

type Encoded = Pick<Entry, 'messageId' | 'created' | 'props' | 'body'>;

/**
 * A durable message in the bytes of AMQP 1.0: header, properties, application properties and the body as text. They are
 * those that the library makes of the same message; it wraps each value in objects first, which costs more than all else
 * that is done to send one. Whole numbers go as `long`, the type that Koji's client gives them.
 */
export function encodeMessage(
  { messageId, created, props, body }: Encoded,
  { ttl }: EncodingOptions,
): Buffer {
  const head = new SectionWriter();
  head.compound(HEADER, LIST, () => {
    head.byte(TRUE);
    if (ttl === undefined) return 1;
    head.byte(NULL);
    head.uint(ttl);
    return 3;
  });
  head.compound(PROPERTIES, LIST, () => {
    head.text(messageId);
    for (let field = 1; field < 6; field += 1) head.byte(NULL);
    head.bytes(JSON_TYPE);
    head.byte(NULL);
    head.byte(NULL);
    head.timestamp(created);
    return 10;
  });
  head.compound(APPLICATION_PROPERTIES, MAP, () => {
    let count = 0;
    for (const name in props) {
      head.text(name);
      head.value(props[name]!);
      count += 2;
    }
    return count;
  });
  head.descriptor(VALUE);
  return head.endWithText(body);
}

const HEADER = 0x70;
const PROPERTIES = 0x73;
const APPLICATION_PROPERTIES = 0x74;
const VALUE = 0x77;

const NULL = 0x40;
const TRUE = 0x41;
const FALSE = 0x42;
const UINT_0 = 0x43;
const SMALL_UINT = 0x52;
const SMALL_ULONG = 0x53;
const SMALL_LONG = 0x55;
const UINT = 0x70;
const LONG = 0x81;
const DOUBLE = 0x82;
const TIMESTAMP = 0x83;
const STRING_8 = 0xa1;
const STRING_32 = 0xb1;
const SYMBOL_8 = 0xa3;
const LIST = 0xd0;
const MAP = 0xd1;

const JSON_TYPE = Buffer.from(`\0\0application/json`);
JSON_TYPE[0] = SYMBOL_8;
JSON_TYPE[1] = JSON_TYPE.length - 2;

/** Up to this many characters a loop writes text faster than a call of the runtime. */
const SHORT = 40;

const FOUR_BYTES = 2 ** 32;

/** Room for the sections before the body; the next message writes over it. */
let room = Buffer.allocUnsafeSlow(16 * 1024);

class SectionWriter {
  private position = 0;

  descriptor(code: number): void {
    this.byte(0);
    this.byte(SMALL_ULONG);
    this.byte(code);
  }

  /** A described list or map; `write` returns how many values it has written. */
  compound(code: number, type: number, write: () => number): void {
    this.descriptor(code);
    this.byte(type);
    this.need(8);
    const start = this.position;
    this.position += 8;
    const count = write();
    // The size counts what follows it.
    room.writeUInt32BE(this.position - start - 4, start);
    room.writeUInt32BE(count, start + 4);
  }

  byte(value: number): void {
    this.need(1);
    room[this.position++] = value;
  }

  bytes(value: Buffer): void {
    this.need(value.length);
    this.position += value.copy(room, this.position);
  }

  uint(value: number): void {
    if (value === 0) return this.byte(UINT_0);
    if (value < 256) {
      this.byte(SMALL_UINT);
      return this.byte(value);
    }
    this.byte(UINT);
    this.need(4);
    this.position = room.writeUInt32BE(value, this.position);
  }

  timestamp(milliseconds: number): void {
    this.byte(TIMESTAMP);
    this.eightBytes(Math.trunc(milliseconds));
  }

  value(value: PropertyValue): void {
    if (value === null) return this.byte(NULL);
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'boolean') return this.byte(value ? TRUE : FALSE);
    if (!Number.isSafeInteger(value)) {
      this.byte(DOUBLE);
      this.need(8);
      this.position = room.writeDoubleBE(value, this.position);
    } else if (value >= -128 && value <= 127) {
      this.byte(SMALL_LONG);
      this.byte(value);
    } else {
      this.byte(LONG);
      this.eightBytes(value);
    }
  }

  text(text: string): void {
    this.need(3 * text.length + 5);
    if (text.length <= SHORT && this.shortText(text)) return;
    const length = Buffer.byteLength(text);
    this.position = writeTextHead(room, this.position, length);
    this.position += room.write(text, this.position);
  }

  /** What was written, and the body after it, in a buffer of its own. */
  endWithText(text: string): Buffer {
    const length = Buffer.byteLength(text);
    const whole = Buffer.allocUnsafe(this.position + (length > 255 ? 5 : 2) + length);
    room.copy(whole, 0, 0, this.position);
    whole.write(text, writeTextHead(whole, this.position, length));
    return whole;
  }

  /** Text of one byte per character; false, with nothing written, where it is not. */
  private shortText(text: string): boolean {
    const start = this.position + 2;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 127) return false;
      room[start + index] = code;
    }
    this.position = writeTextHead(room, this.position, text.length) + text.length;
    return true;
  }

  private eightBytes(value: number): void {
    this.need(8);
    const high = Math.floor(value / FOUR_BYTES);
    room.writeInt32BE(high, this.position);
    this.position = room.writeUInt32BE(value - high * FOUR_BYTES, this.position + 4);
  }

  private need(length: number): void {
    if (this.position + length <= room.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.position + length));
    room.copy(larger, 0, 0, this.position);
    room = larger;
  }
}

/** Type and length of a text; returns where its characters begin. */
function writeTextHead(buffer: Buffer, position: number, length: number): number {
  if (length > 255) {
    buffer[position] = STRING_32;
    return buffer.writeUInt32BE(length, position + 1);
  }
  buffer[position] = STRING_8;
  buffer[position + 1] = length;
  return position + 2;
}
