import { escapeText } from './escape.js';
import { Encoder } from './encoder.js';

/** Bytes of a piece, unless less is to be written or one value needs more. */
const PIECE = 65_536;
const STRUCT = Buffer.from('<value><struct>');
const STRUCT_END = Buffer.from('</struct></value>');
const STRING_END = Buffer.from('</string></value></member>');
const INT_END = Buffer.from('</int></value></member>');
const MEMBER_END = '</member>';

/** What a member begins with, by the kind of its value; those of one value whole. */
interface MemberBytes {
  readonly plain: Uint8Array;
  readonly string: Uint8Array;
  readonly int: Uint8Array;
  readonly nil: Uint8Array;
  readonly yes: Uint8Array;
  readonly no: Uint8Array;
}

/** The members that structs of one kind have, in their order, as a {@link StructWriter} needs them. */
export class StructForm {
  readonly members: readonly MemberBytes[];

  constructor(names: readonly string[]) {
    this.members = names.map((name) => {
      const plain = `<member><name>${escapeText(name, 'replace')}</name>`;
      const whole = (value: string) => Buffer.from(`${plain}<value>${value}</value>${MEMBER_END}`);
      return {
        plain: Buffer.from(plain),
        string: Buffer.from(`${plain}<value><string>`),
        int: Buffer.from(`${plain}<value><int>`),
        nil: whole('<nil/>'),
        yes: whole('<boolean>1</boolean>'),
        no: whole('<boolean>0</boolean>'),
      };
    });
  }
}

/** Bytes that are written as they are. */
const PLAIN = 0;
/** Markup, and the carriage return that would be read as a newline: each has an entity. */
const MARKUP = 1;
/** What XML may have no way to write: control characters, and what U+FFFE and U+FFFF begin with in UTF-8. */
const DOUBTFUL = 2;

const kinds = new Uint8Array(256);
kinds.fill(DOUBTFUL, 0, 32);
for (const character of '\t\n') kinds[character.charCodeAt(0)] = PLAIN;
for (const character of '&<>\r') kinds[character.charCodeAt(0)] = MARKUP;
kinds[0xef] = DOUBTFUL;

const entities: Uint8Array[] = [];
for (const character of '&<>\r') entities[character.charCodeAt(0)] = entityOf(character);
/** Bytes of the longest of them. */
const LONGEST_ENTITY = 5;

function entityOf(character: string): Uint8Array {
  return Buffer.from(escapeText(character, 'replace'));
}

/**
 * Writes structs of one form as XML-RPC from values that are bytes already: what an {@link Encoder} makes of the same values, in a
 * fraction of the time. Call `begin`, then for each member in the order of the form the method of its kind, then `end`.
 */
export class StructWriter {
  private pieces: Buffer[] = [];
  private readonly encoder = new Encoder('replace');
  private out: Buffer;
  private at = 0;

  /** @param expected bytes that will about be written. */
  constructor(
    private readonly form: StructForm,
    expected: number,
  ) {
    this.out = Buffer.allocUnsafe(Math.min(PIECE, Math.max(expected, 64)));
  }

  begin(): void {
    this.put(STRUCT);
  }

  end(): void {
    this.put(STRUCT_END);
  }

  nil(member: number): void {
    this.put(this.form.members[member]!.nil);
  }

  boolean(member: number, value: boolean): void {
    const { yes, no } = this.form.members[member]!;
    this.put(value ? yes : no);
  }

  /** An integer of at most 32 bits, as its decimal digits. */
  integer(member: number, bytes: Uint8Array, from: number, to: number): void {
    this.put(this.form.members[member]!.int);
    this.reserve(to - from + INT_END.length);
    const { out } = this;
    let at = this.at;
    for (let index = from; index < to; index += 1) out[at++] = bytes[index]!;
    this.at = at;
    this.put(INT_END);
  }

  /** Text in UTF-8. Characters that XML cannot carry become U+FFFD. */
  text(member: number, bytes: Buffer, from: number, to: number): void {
    this.put(this.form.members[member]!.string);
    this.reserve(to - from + STRING_END.length);
    const { out } = this;
    let at = this.at;
    for (let index = from; index < to; index += 1) {
      const byte = bytes[index]!;
      if (kinds[byte] !== PLAIN) return this.escapedText(bytes, from, to);
      out[at++] = byte;
    }
    this.at = at;
    this.put(STRING_END);
  }

  /** Any other value. Throws UnencodableValue for one without a form in XML-RPC. */
  value(member: number, value: unknown): void {
    this.put(this.form.members[member]!.plain);
    this.write(this.encoder.encode(value) + MEMBER_END);
  }

  /** Whether there are pieces that are full. */
  get hasPieces(): boolean {
    return this.pieces.length > 0;
  }

  /** Takes the pieces that are full. Together with those of {@link finish} they are what was written, cut anywhere. */
  take(): Buffer[] {
    const full = this.pieces;
    this.pieces = [];
    return full;
  }

  /** Takes all that is left. Nothing can be written after it. */
  finish(): Buffer[] {
    return [...this.take(), this.out.subarray(0, this.at)];
  }

  private escapedText(bytes: Buffer, from: number, to: number): void {
    this.reserve((to - from) * LONGEST_ENTITY);
    const { out } = this;
    let at = this.at;
    for (let index = from; index < to; index += 1) {
      const byte = bytes[index]!;
      const kind = kinds[byte];
      if (kind === PLAIN) {
        out[at++] = byte;
      } else if (kind === MARKUP) {
        const entity = entities[byte]!;
        for (let place = 0; place < entity.length; place += 1) out[at++] = entity[place]!;
      } else {
        return this.doubtfulText(bytes, from, to);
      }
    }
    this.at = at;
    this.put(STRING_END);
  }

  private doubtfulText(bytes: Buffer, from: number, to: number): void {
    this.write(escapeText(bytes.toString('utf8', from, to), 'replace'));
    this.put(STRING_END);
  }

  private write(text: string): void {
    this.reserve(text.length * 3);
    this.at += this.out.write(text, this.at);
  }

  private put(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.out.set(bytes, this.at);
    this.at += bytes.length;
  }

  private reserve(length: number): void {
    if (this.at + length <= this.out.length) return;
    if (this.at > 0) this.pieces.push(this.out.subarray(0, this.at));
    this.out = Buffer.allocUnsafe(Math.max(PIECE, length));
    this.at = 0;
  }
}
