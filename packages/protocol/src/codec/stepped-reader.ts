import { MalformedXmlRpc } from './errors.js';
import { parseBase64 } from './scalars.js';
import { unescapeText } from './unescape.js';
import { ValueReader } from './value-reader.js';

/** Bytes of text that are read in one step. */
const PIECE = 262_144;
/** The longest reference, `&#x10ffff;` with some zeros: a piece must not end inside of one. */
const LONGEST_REFERENCE = 14;
/** Values between two steps. */
const VALUES = 32;

const LESS_THAN = 0x3c;
const AMPERSAND = 0x26;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

const token = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const STRUCT = token('<struct>');
const STRUCT_END = token('</struct>');
const STRING = token('<string>');
const STRING_END = token('</string>');

/** Reads values in steps, none of which takes long: arrays and structs value by value, long texts piece by piece. */
export class SteppedReader extends ValueReader {
  private sinceStep = 0;

  override *valueInSteps(depth: number): Generator<void, unknown> {
    if (++this.sinceStep >= VALUES) {
      this.sinceStep = 0;
      yield;
    }
    if (!this.openValue()) return '';
    const content = yield* this.contentInSteps(depth);
    this.closeValue();
    return content;
  }

  private *contentInSteps(depth: number): Generator<void, unknown> {
    if (this.accept(STRING)) {
      const text = yield* this.textInSteps();
      if (!this.accept(STRING_END)) this.endTag('string');
      return text;
    }
    if (this.accept(STRUCT)) {
      const struct = yield* this.membersInSteps(depth);
      if (!this.accept(STRUCT_END)) this.endTag('struct');
      return struct;
    }
    const start = this.position;
    const text = yield* this.textInSteps();
    if (this.atEndTag()) return text;
    if (text.trim() !== '') throw this.malformed('text beside a typed value', start);
    const tag = this.startTag();
    if (tag === undefined) throw this.malformed('a value that does not end');
    if (tag.empty) return this.emptyElement(tag.name);
    const content = yield* this.typedInSteps(tag.name, depth);
    this.endTag(tag.name);
    return content;
  }

  private *typedInSteps(name: string, depth: number): Generator<void, unknown> {
    switch (name) {
      case 'string':
        return yield* this.textInSteps();
      case 'base64':
        return yield* this.base64InSteps();
      case 'array':
        return yield* this.arrayInSteps(depth);
      case 'struct':
        return yield* this.membersInSteps(depth);
      default:
        return this.typed(name, depth);
    }
  }

  private *arrayInSteps(depth: number): Generator<void, unknown[]> {
    const items: unknown[] = [];
    if (!this.openArray(depth)) return items;
    while (this.nextItem()) items.push(yield* this.valueInSteps(depth + 1));
    return items;
  }

  private *membersInSteps(depth: number): Generator<void, Record<string, unknown>> {
    this.checkDepth(depth);
    const struct: Record<string, unknown> = {};
    let known = this.nextMember();
    while (known !== undefined) {
      this.closeMember(struct, known, yield* this.valueInSteps(depth + 1));
      known = this.nextMember(known);
    }
    return struct;
  }

  private *textInSteps(): Generator<void, string> {
    const parts: string[] = [];
    yield* this.pieces((piece) => void parts.push(piece));
    return parts.length === 0 ? this.text() : parts.join('') + this.text();
  }

  private *base64InSteps(): Generator<void, Buffer> {
    const parts: Buffer[] = [];
    let left = '';
    yield* this.pieces((piece) => {
      const digits = left + piece.replace(/\s+/g, '');
      const padding = digits.indexOf('=');
      const usable = padding < 0 ? digits.length : padding;
      left = digits.slice(usable - (usable % 4));
      if (left.length > 4) throw new MalformedXmlRpc('not base64');
      parts.push(parseBase64(digits.slice(0, usable - (usable % 4))));
    });
    const last = parseBase64(left + this.text());
    return parts.length === 0 ? last : Buffer.concat([...parts, last]);
  }

  /** Takes whole pieces of a long text; what is left of it is short, or has markup in it. */
  private *pieces(take: (piece: string) => void): Generator<void, void> {
    const { bytes } = this;
    const next = bytes.indexOf(LESS_THAN, this.position);
    while (next - this.position > PIECE) {
      const end = this.cutBefore(this.position + PIECE);
      take(unescapeText(bytes, this.position, end));
      this.position = end;
      yield;
    }
  }

  /** A place at or shortly before `position` where text can be cut: not within a character, a reference or a line end. */
  private cutBefore(position: number): number {
    const { bytes } = this;
    const reference = bytes.subarray(position - LONGEST_REFERENCE, position).lastIndexOf(AMPERSAND);
    let cut = reference < 0 ? position : position - LONGEST_REFERENCE + reference;
    while (((bytes[cut] as number) & 0xc0) === 0x80) cut--;
    return bytes[cut] === NEWLINE && bytes[cut - 1] === CARRIAGE_RETURN ? cut - 1 : cut;
  }
}
