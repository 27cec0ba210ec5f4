import { RpmFormatError } from './errors.js';
import { tagByName } from './tags.js';
import { decodeText } from './text.js';

/** One entry of a header: its type number, how many values, and their bytes. */
export interface HeaderEntry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer;
}

/** Numbers for the integer types and chars, one string, a list of strings, or bytes. */
export type HeaderValue = number[] | string | string[] | Buffer;

/** A header of an RPM. Tags are named by number or by rpm's name in any case. */
export class RpmHeader {
  private readonly byTag: ReadonlyMap<number, HeaderEntry>;

  /** The bytes this header was read from, magic included, padding not. */
  readonly blob: Buffer;

  constructor(entries: ReadonlyMap<number, HeaderEntry>, blob: Buffer) {
    this.byTag = entries;
    this.blob = blob;
  }

  /** All entries, in no particular order. */
  entries(): IterableIterator<HeaderEntry> {
    return this.byTag.values();
  }

  /** The numbers of all tags, ascending. */
  tags(): number[] {
    return [...this.byTag.keys()].sort((a, b) => a - b);
  }

  has(tag: number | string): boolean {
    return this.byTag.has(tagNumber(tag));
  }

  /**
   * The value as it is stored, or undefined. Throws RpmFormatError for a 64-bit number that no file can have as its
   * size.
   */
  get(tag: number | string): HeaderValue | undefined {
    const entry = this.byTag.get(tagNumber(tag));
    return entry === undefined ? undefined : decodeEntry(entry);
  }

  /** The value as numbers; empty when absent or of another type. */
  numbers(tag: number | string): number[] {
    const value = this.get(tag);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'number') : [];
  }

  /** The first number of the value, or undefined. */
  number(tag: number | string): number | undefined {
    return this.numbers(tag)[0];
  }

  /** The value as a list of strings; empty when absent or of another type. */
  strings(tag: number | string): string[] {
    const value = this.get(tag);
    if (typeof value === 'string') return [value];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }

  /** The first string of the value (of a translated text the untranslated one), or undefined. */
  string(tag: number | string): string | undefined {
    return this.strings(tag)[0];
  }

  /** The value as bytes, or undefined. */
  binary(tag: number | string): Buffer | undefined {
    const value = this.get(tag);
    return Buffer.isBuffer(value) ? value : undefined;
  }

  /** A header with the same bytes and further entries; entries that exist already win. */
  extended(more: Iterable<HeaderEntry>): RpmHeader {
    const entries = new Map(this.byTag);
    for (const entry of more) if (!entries.has(entry.tag)) entries.set(entry.tag, entry);
    return new RpmHeader(entries, this.blob);
  }
}

function tagNumber(tag: number | string): number {
  if (typeof tag === 'number') return tag;
  return tagByName(tag)?.number ?? -1;
}

function decodeEntry(entry: HeaderEntry): HeaderValue {
  const { data } = entry;
  switch (entry.type) {
    case 0:
      return [];
    case 1:
    case 2:
      return [...data];
    case 3:
      return Array.from({ length: entry.count }, (unused, index) => data.readUInt16BE(index * 2));
    case 4:
      return Array.from({ length: entry.count }, (unused, index) => data.readUInt32BE(index * 4));
    case 5:
      return Array.from({ length: entry.count }, (unused, index) => safeNumber(data, index * 8, entry.tag));
    case 6:
      return decodeText(data.subarray(0, -1));
    case 7:
      return data;
    default:
      return splitStrings(data);
  }
}

function safeNumber(data: Buffer, offset: number, tag: number): number {
  const value = Number(data.readBigUInt64BE(offset));
  if (!Number.isSafeInteger(value))
    throw new RpmFormatError(`Invalid rpm: tag ${tag} holds an absurd number`);
  return value;
}

function splitStrings(data: Buffer): string[] {
  const strings: string[] = [];
  let start = 0;
  while (start < data.length) {
    const end = data.indexOf(0, start);
    strings.push(decodeText(data.subarray(start, end)));
    start = end + 1;
  }
  return strings;
}
