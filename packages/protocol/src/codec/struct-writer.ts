import { Double } from './double.js';
import { escapeText } from './escape.js';
import { Encoder } from './encoder.js';
import { plainDecimal } from './plain-decimal.js';
import type { WrittenBytes } from './written-bytes.js';
import { BEGIN, DOUBLE, END, INT, NIL, NO, OTHER, STRING, YES, type StructForm } from './struct-form.js';

/** Bytes that are written as they are. */
const PLAIN = 0;
/** Markup, and the carriage return that would be read as a newline: each has an entity. */
const MARKUP = 1;
/** What XML may have no way to write: control characters, and what U+FFFE and U+FFFF begin with in UTF-8. */
const DOUBTFUL = 2;

const KINDS = new Uint8Array(256);
KINDS.fill(DOUBTFUL, 0, 32);
for (const character of '\t\n') KINDS[character.charCodeAt(0)] = PLAIN;
for (const character of '&<>\r') KINDS[character.charCodeAt(0)] = MARKUP;
KINDS[0xef] = DOUBTFUL;

const LESS = 0x3c;
const GREATER = 0x3e;
const AMPERSAND = 0x26;
const [AMPERSAND_ENTITY, RETURN_ENTITY] = [Buffer.from('&amp;'), Buffer.from('&#13;')];
/** Bytes of the longest of what markup becomes. */
const LONGEST_ENTITY = 5;
const FRACTION = Buffer.from('.0');

/**
 * Writes structs of one form as XML-RPC from values that are bytes already: what an {@link Encoder} makes of the same values, in a
 * fraction of the time. Call `begin`, then for each member in the order of the form the method of its kind, then `end`.
 */
export class StructWriter {
  private readonly encoder = new Encoder('replace');
  /** The part that was begun last: its end is written with the beginning of the next. */
  private open = BEGIN;

  /** @param target where is written. */
  constructor(
    private readonly form: StructForm,
    private readonly target: WrittenBytes,
  ) {}

  begin(): void {
    this.open = BEGIN;
  }

  end(): void {
    this.next(this.form.length, END);
  }

  nil(member: number): void {
    this.next(member, NIL);
  }

  boolean(member: number, value: boolean): void {
    this.next(member, value ? YES : NO);
  }

  /** An integer of at most 32 bits, as its decimal digits. */
  integer(member: number, bytes: Buffer, from: number, to: number): void {
    this.next(member, INT);
    this.copy(bytes, from, to);
  }

  /** A double as its decimal digits, with an exponent or without, or as one of the words NaN, Infinity and -Infinity. */
  double(member: number, bytes: Buffer, from: number, to: number): void {
    const kind = plainDecimal(bytes, from, to);
    if (kind === 'unusual') return this.value(member, new Double(Number(bytes.toString('latin1', from, to))));
    this.next(member, DOUBLE);
    this.copy(bytes, from, to);
    if (kind === 'whole') this.target.put(FRACTION);
  }

  /** Text in UTF-8. Characters that XML cannot carry become U+FFFD. */
  text(member: number, bytes: Buffer, from: number, to: number): void {
    this.next(member, STRING);
    const { target } = this;
    target.reserve(to - from);
    const { out } = target;
    // In a bundle only what a function has itself is not looked up again for each byte.
    const kinds = KINDS;
    let { at } = target;
    for (let index = from; index < to; index += 1) {
      const byte = bytes[index]!;
      if (kinds[byte] !== PLAIN) return this.escapedText(bytes, from, to);
      out[at++] = byte;
    }
    target.at = at;
  }

  /** More of the text that was written last: bytes that stand for themselves in XML. */
  append(bytes: Uint8Array): void {
    this.target.put(bytes);
  }

  /** Any other value. Throws UnencodableValue for one without a form in XML-RPC. */
  value(member: number, value: unknown): void {
    this.next(member, OTHER);
    this.target.write(this.encoder.encode(value));
  }

  /* The requests of tasks are XML themselves: the two that this is full of are written without a look at a table. */
  private escapedText(bytes: Buffer, from: number, to: number): void {
    const { target } = this;
    target.reserve((to - from) * LONGEST_ENTITY);
    const { out } = target;
    const kinds = KINDS;
    let { at } = target;
    for (let index = from; index < to; index += 1) {
      const byte = bytes[index]!;
      if (kinds[byte] === PLAIN) {
        out[at++] = byte;
      } else if (byte === LESS || byte === GREATER) {
        // &lt; or &gt;
        out[at] = 0x26;
        out[at + 1] = byte === LESS ? 0x6c : 0x67;
        out[at + 2] = 0x74;
        out[at + 3] = 0x3b;
        at += 4;
      } else if (kinds[byte] === MARKUP) {
        out.set(byte === AMPERSAND ? AMPERSAND_ENTITY : RETURN_ENTITY, at);
        at += LONGEST_ENTITY;
      } else {
        return target.write(escapeText(bytes.toString('utf8', from, to), 'replace'));
      }
    }
    target.at = at;
  }

  /* Ends what was written last and begins a part. */
  private next(member: number, part: number): void {
    this.target.put(this.form.seam(member, this.open, part));
    this.open = part;
  }

  /* Short as values are, a loop is faster than a call of what copies. */
  private copy(bytes: Buffer, from: number, to: number): void {
    const { target } = this;
    target.reserve(to - from);
    const { out } = target;
    let { at } = target;
    for (let index = from; index < to; index += 1) out[at++] = bytes[index]!;
    target.at = at;
  }
}
