import { escapeText, type ForbiddenCharacters } from './escape.js';
import { DateTime } from './date-time.js';
import { Double } from './double.js';
import { UnencodableValue } from './errors.js';
import { WrittenArray } from './written-array.js';

const NIL = '<value><nil/></value>';
const TRUE = '<value><boolean>1</boolean></value>';
const FALSE = '<value><boolean>0</boolean></value>';
export const ARRAY = '<value><array><data>';
export const ARRAY_END = '</data></array></value>';
const MAX_DEPTH = 200;
const MAX_INT = 2 ** 31 - 1;
const MIN_INT = -(2 ** 31);
const MAX_I8 = 2n ** 63n - 1n;
const MIN_I8 = -(2n ** 63n);

/** What a member of one name begins with, by the kind of its value. Rows of a listing repeat these texts. */
interface MemberStart {
  readonly plain: string;
  readonly string: string;
  readonly int: string;
  readonly nil: string;
}

/** Encodes the values of one document. */
export class Encoder {
  private readonly starts = new Map<string, MemberStart>();

  constructor(protected readonly forbidden: ForbiddenCharacters) {}

  /** `out` and the encoded value, which is inside of `depth` others. */
  encode(value: unknown, out = '', depth = 0): string {
    return this.append(out, value, depth);
  }

  /** What a struct's member of this name begins with. */
  protected memberStart(name: string): string {
    return (this.starts.get(name) ?? this.newStart(name)).plain;
  }

  /** Called between the items of arrays: may take `out` away, and returns what to go on with. */
  protected between(out: string): string {
    return out;
  }

  /** `out` and the encoded value. Koji's sizes: 32-bit integers as int, larger ones as i8. */
  private append(out: string, value: unknown, depth: number): string {
    switch (typeof value) {
      case 'string':
        return `${out}<value><string>${escapeText(value, this.forbidden)}</string></value>`;
      case 'number':
        return out + encodeNumber(value);
      case 'boolean':
        return out + (value ? TRUE : FALSE);
      case 'undefined':
        return out + NIL;
      case 'bigint':
        return out + encodeBigInt(value);
      case 'object':
        if (value === null) return out + NIL;
        if (Array.isArray(value)) return this.appendArray(out, value, depth);
        return this.appendObject(out, value, depth);
      case 'function':
      case 'symbol':
      default:
        throw new UnencodableValue(`cannot encode a ${typeof value} as XML-RPC`);
    }
  }

  private appendArray(start: string, items: readonly unknown[], depth: number): string {
    if (depth >= MAX_DEPTH) throw tooDeep();
    let out = start + ARRAY;
    for (const item of items) out = this.between(this.append(out, item, depth + 1));
    return out + ARRAY_END;
  }

  private appendObject(out: string, value: object, depth: number): string {
    const prototype = Object.getPrototypeOf(value) as unknown;
    if (prototype === Object.prototype || prototype === null) {
      return this.appendStruct(out, value as Record<string, unknown>, depth);
    }
    if (value instanceof Double) return `${out}<value><double>${formatDouble(value.value)}</double></value>`;
    if (value instanceof Uint8Array) return `${out}<value><base64>${toBase64(value)}</base64></value>`;
    if (value instanceof DateTime) {
      const text = escapeText(value.iso, this.forbidden);
      return `${out}<value><dateTime.iso8601>${text}</dateTime.iso8601></value>`;
    }
    if (value instanceof WrittenArray) return this.appendWritten(out, value, depth);
    return this.unusual(value);
  }

  /** `out` and an array that writes itself. Whoever makes bytes takes its bytes as they are. */
  protected appendWritten(out: string, array: WrittenArray, depth: number): string {
    return this.appendArray(out, array.values(), depth);
  }

  /** Called for an object of a class that has no form in XML-RPC. */
  protected unusual(value: object): never {
    throw new UnencodableValue(`cannot encode an object of class ${className(value)} as XML-RPC`);
  }

  /* The kinds that columns mostly have are put together here from few pieces: this loop is where listings spend their time. */
  private appendStruct(begin: string, struct: Readonly<Record<string, unknown>>, depth: number): string {
    if (depth >= MAX_DEPTH) throw tooDeep();
    let out = `${begin}<value><struct>`;
    for (const name of Object.keys(struct)) {
      const value = struct[name];
      const start = this.starts.get(name) ?? this.newStart(name);
      if (typeof value === 'string') {
        out += `${start.string + escapeText(value, this.forbidden)}</string></value></member>`;
      } else if (value === null) {
        out += start.nil;
      } else if (isInt(value)) {
        out += `${start.int + value}</int></value></member>`;
      } else {
        out = `${this.append(out + start.plain, value, depth + 1)}</member>`;
      }
    }
    return `${out}</struct></value>`;
  }

  private newStart(name: string): MemberStart {
    const plain = `<member><name>${escapeText(name, this.forbidden)}</name>`;
    const start = {
      plain,
      string: `${plain}<value><string>`,
      int: `${plain}<value><int>`,
      nil: `${plain}${NIL}</member>`,
    };
    this.starts.set(name, start);
    return start;
  }
}

function isInt(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) <= MAX_INT && (value as number) >= MIN_INT;
}

function encodeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) return `<value><double>${formatDouble(value)}</double></value>`;
  if (value > MAX_INT || value < MIN_INT) return `<value><i8>${value}</i8></value>`;
  return `<value><int>${value}</int></value>`;
}

function encodeBigInt(value: bigint): string {
  if (value > MAX_I8 || value < MIN_I8) {
    throw new UnencodableValue(`cannot encode ${value} as XML-RPC: it needs more than 64 bits`);
  }
  return value > MAX_INT || value < MIN_INT
    ? `<value><i8>${value}</i8></value>`
    : `<value><int>${value}</int></value>`;
}

function formatDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text;
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function className(value: object): string {
  return (value.constructor as { name?: string } | undefined)?.name ?? 'unknown';
}

const tooDeep = () =>
  new UnencodableValue(
    `cannot encode more than ${MAX_DEPTH} levels of arrays and structs (or a value inside itself)`,
  );
