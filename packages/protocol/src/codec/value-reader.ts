import { DateTime } from './date-time.js';
import type { DecodeLimits } from './limits.js';
import { Reader } from './reader.js';
import { parseBase64, parseBoolean, parseDouble, parseInteger } from './scalars.js';

const token = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const VALUE = token('<value>');
const VALUE_END = token('</value>');
const STRING = token('<string>');
const STRING_END = token('</string>');
const INT = token('<int>');
const INT_END = token('</int>');
const NIL = token('<nil/>');
const BOOLEAN_TRUE = token('<boolean>1</boolean>');
const BOOLEAN_FALSE = token('<boolean>0</boolean>');
const STRUCT = token('<struct>');
const STRUCT_END = token('</struct>');
const MEMBER = token('<member>');
const MEMBER_END = token('</member>');
const NAME = token('<name>');
const NAME_END = token('</name>');

const LESS_THAN = 0x3c;
const NEWLINE = 0x0a;

/** A struct member's name, and which name came after it the last time: rows of a listing repeat their names. */
class KnownName {
  next: KnownName | undefined;
  readonly bytes: Uint8Array;

  constructor(readonly name: string) {
    this.bytes = Uint8Array.from(Buffer.from(`${name}</name>`, 'utf8'));
  }
}

/** Reads `<value>` elements. One object per document; it counts values against the limits. */
export class ValueReader extends Reader {
  private values = 0;
  private readonly names = new Map<string, KnownName>();
  private readonly firstName = new KnownName('');

  constructor(
    bytes: Buffer,
    private readonly limits: DecodeLimits,
  ) {
    super(bytes);
  }

  /** The value at this position, or undefined when none starts here. */
  value(depth: number): { value: unknown } | undefined {
    this.skipSpace();
    if (this.atEndTag() || this.position >= this.bytes.length) return undefined;
    return { value: this.expectValue(depth) };
  }

  expectValue(depth: number): unknown {
    if (!this.openValue()) return '';
    const content = this.content(depth);
    this.closeValue();
    return content;
  }

  /** As `expectValue`, in steps where the reader takes them: somebody else may work between two. */
  // eslint-disable-next-line require-yield -- the reader of whole documents takes one step; SteppedReader takes many.
  *valueInSteps(depth: number): Generator<void, unknown> {
    return this.expectValue(depth);
  }

  /** Steps over `<value>`. False when it is empty, and so has no end tag. */
  protected openValue(): boolean {
    if (++this.values > this.limits.maxValues)
      throw this.malformed(`more than ${this.limits.maxValues} values`);
    if (this.accept(VALUE)) return true;
    const tag = this.startTag();
    if (tag?.name !== 'value') throw this.malformed('<value> is expected');
    return !tag.empty;
  }

  protected closeValue(): void {
    if (!this.accept(VALUE_END)) this.endTag('value');
  }

  private content(depth: number): unknown {
    const { bytes, position } = this;
    if (bytes[position] === LESS_THAN) {
      switch (bytes[position + 2]) {
        case 0x74: // sTring, sTruct
          if (this.accept(STRING)) return this.string();
          if (this.accept(STRUCT)) return this.struct(depth);
          break;
        case 0x6e: // iNt
          if (this.accept(INT)) return this.integer();
          break;
        case 0x69: // nIl
          if (this.accept(NIL)) return null;
          break;
        case 0x6f: // bOolean
          if (this.accept(BOOLEAN_TRUE)) return true;
          if (this.accept(BOOLEAN_FALSE)) return false;
          break;
        default:
      }
    }
    return this.anyContent(depth);
  }

  private string(): string {
    const text = this.text();
    if (!this.accept(STRING_END)) this.endTag('string');
    return text;
  }

  private integer(): number | bigint {
    const { bytes } = this;
    const start = this.position;
    let position = start;
    let value = 0;
    for (;;) {
      const digit = (bytes[position] as number) - 0x30;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
      position++;
    }
    const length = position - start;
    if (length > 0 && length < 16) {
      this.position = position;
      if (this.accept(INT_END)) return value;
      this.position = start;
    }
    const parsed = parseInteger(this.text());
    this.endTag('int');
    return parsed;
  }

  /** Content in any spelling: bare text, white space around the type, prefixes, rarer types. */
  private anyContent(depth: number): unknown {
    const start = this.position;
    const text = this.text();
    if (this.atEndTag()) return text;
    if (text.trim() !== '') throw this.malformed('text beside a typed value', start);
    const tag = this.startTag();
    if (tag === undefined) throw this.malformed('a value that does not end');
    const content = tag.empty ? this.emptyElement(tag.name) : this.typed(tag.name, depth);
    if (!tag.empty) this.endTag(tag.name);
    return content;
  }

  protected emptyElement(name: string): unknown {
    switch (name) {
      case 'nil':
        return null;
      case 'string':
        return '';
      case 'array':
        return [];
      case 'struct':
        return {};
      case 'base64':
        return Buffer.alloc(0);
      default:
        throw this.malformed(`<${name}/> is not a value`);
    }
  }

  protected typed(name: string, depth: number): unknown {
    switch (name) {
      case 'nil':
        if (this.text().trim() !== '') throw this.malformed('text inside of <nil>');
        return null;
      case 'boolean':
        return parseBoolean(this.text());
      case 'i1':
      case 'i2':
      case 'i4':
      case 'i8':
      case 'int':
      case 'biginteger':
        return parseInteger(this.text());
      case 'double':
      case 'float':
      case 'bigdecimal':
        return parseDouble(this.text());
      case 'string':
        return this.text();
      case 'base64':
        return parseBase64(this.text());
      case 'dateTime.iso8601':
        return new DateTime(this.text().trim());
      case 'array':
        return this.array(depth);
      case 'struct':
        return this.members(depth);
      default:
        throw this.malformed(`<${name}> is not a type of value`);
    }
  }

  private array(depth: number): unknown[] {
    const items: unknown[] = [];
    if (!this.openArray(depth)) return items;
    while (this.nextItem()) items.push(this.expectValue(depth + 1));
    return items;
  }

  /** Steps over `<data>`. False when there are no items. */
  protected openArray(depth: number): boolean {
    this.checkDepth(depth);
    const data = this.startTag();
    if (data === undefined) return false;
    if (data.name !== 'data') throw this.malformed('<data> is expected');
    return !data.empty;
  }

  /** Whether another item of the array follows; if not, steps over `</data>`. */
  protected nextItem(): boolean {
    this.skipNewline();
    if (!this.atEndTag()) this.skipSpace();
    if (!this.atEndTag()) return true;
    this.endTag('data');
    this.skipSpace();
    return false;
  }

  private struct(depth: number): Record<string, unknown> {
    const struct = this.members(depth);
    if (!this.accept(STRUCT_END)) this.endTag('struct');
    return struct;
  }

  private members(depth: number): Record<string, unknown> {
    this.checkDepth(depth);
    const struct: Record<string, unknown> = {};
    let known = this.nextMember();
    while (known !== undefined) {
      this.closeMember(struct, known, this.expectValue(depth + 1));
      known = this.nextMember(known);
    }
    return struct;
  }

  /** Steps to the value of the next member of a struct; undefined when there is none. */
  protected nextMember(previous = this.firstName): KnownName | undefined {
    this.skipNewline();
    if (!this.accept(MEMBER)) {
      const tag = this.startTag();
      if (tag === undefined) return undefined;
      if (tag.name !== 'member' || tag.empty) throw this.malformed('<member> is expected');
    }
    const known = this.name(previous);
    this.skipNewline();
    if (this.bytes[this.position] !== LESS_THAN) this.skipSpace();
    return known;
  }

  protected closeMember(struct: Record<string, unknown>, { name }: KnownName, value: unknown): void {
    if (name === '__proto__') defineProto(struct, value);
    else struct[name] = value;
    this.skipNewline();
    if (!this.accept(MEMBER_END)) this.endTag('member');
  }

  private name(previous: KnownName): KnownName {
    this.skipNewline();
    if (!this.accept(NAME)) {
      const tag = this.startTag();
      if (tag?.name !== 'name') throw this.malformed('<name> is expected');
      if (tag.empty) return this.known('');
    }
    const guess = previous.next;
    if (guess !== undefined && this.accept(guess.bytes)) return guess;
    const name = this.text();
    if (!this.accept(NAME_END)) this.endTag('name');
    const known = this.known(name);
    previous.next = known;
    return known;
  }

  private known(name: string): KnownName {
    let known = this.names.get(name);
    if (known === undefined) {
      known = new KnownName(name);
      this.names.set(name, known);
    }
    return known;
  }

  protected skipNewline(): void {
    if (this.bytes[this.position] === NEWLINE) this.position++;
  }

  protected checkDepth(depth: number): void {
    if (depth >= this.limits.maxDepth) throw this.malformed(`more than ${this.limits.maxDepth} levels`);
  }
}

/** A plain assignment to this name would change the object's prototype. */
function defineProto(struct: object, value: unknown): void {
  Object.defineProperty(struct, '__proto__', { value, enumerable: true, configurable: true, writable: true });
}
