import { RpmFormatError } from './errors.js';
import type { HeaderEntry } from './rpm-header.js';
import { RpmHeader } from './rpm-header.js';

/** The bytes every header starts with; a version byte (1) follows. */
export const HEADER_MAGIC = Buffer.from([0x8e, 0xad, 0xe8]);
/** Bytes before the index of a header: magic, version, reserved, number of entries, length of the data. */
export const INTRO_LENGTH = 16;
const ENTRY_LENGTH = 16;

/** The largest header that is read. */
export interface HeaderLimits {
  /** Entries in the index. */
  entries: number;
  /** Bytes of data behind the index. */
  bytes: number;
}

/** rpm's own limits for the header of a package. */
export const MAIN_HEADER_LIMITS: HeaderLimits = { entries: 65_535, bytes: 256 * 1024 * 1024 };
/** rpm's own limits for the signature header. */
export const SIGNATURE_HEADER_LIMITS: HeaderLimits = { entries: 32, bytes: 64 * 1024 * 1024 };

/** Sizes that the first bytes of a header announce. */
export interface HeaderIntro {
  version: number;
  entries: number;
  dataLength: number;
  /** Bytes of the whole header, intro included, padding not. */
  length: number;
}

/** Reads the first 16 bytes of a header. Throws RpmFormatError without the magic or beyond `limits`. */
export function parseHeaderIntro(intro: Buffer, limits: HeaderLimits, what: string): HeaderIntro {
  if (intro.length < INTRO_LENGTH) throw new RpmFormatError(`Invalid rpm: ${what} is truncated`);
  if (!intro.subarray(0, 3).equals(HEADER_MAGIC)) {
    throw new RpmFormatError(`Invalid rpm: bad magic: ${intro.subarray(0, 3).toString('hex')} (${what})`);
  }
  const entries = intro.readUInt32BE(8);
  const dataLength = intro.readUInt32BE(12);
  if (entries > limits.entries || dataLength > limits.bytes) {
    throw new RpmFormatError(
      `Invalid rpm: ${what} is too large (${entries} entries, ${dataLength} bytes; at most ${limits.entries}, ${limits.bytes})`,
    );
  }
  return {
    version: intro[3] ?? 0,
    entries,
    dataLength,
    length: INTRO_LENGTH + ENTRY_LENGTH * entries + dataLength,
  };
}

/**
 * Reads one header, magic included. Of several entries with one tag the last one counts, as in Koji. Throws
 * RpmFormatError when an entry points outside of the data, has an unknown type, or entries overlap.
 */
export function parseHeader(blob: Buffer, options: { limits?: HeaderLimits; what?: string } = {}): RpmHeader {
  const what = options.what ?? 'header';
  const intro = parseHeaderIntro(blob, options.limits ?? MAIN_HEADER_LIMITS, what);
  if (blob.length < intro.length) throw new RpmFormatError(`Invalid rpm: ${what} is truncated`);
  const storeStart = INTRO_LENGTH + ENTRY_LENGTH * intro.entries;
  const store = blob.subarray(storeStart, intro.length);
  const entries = new Map<number, HeaderEntry>();
  // Sound entries do not overlap, so their lengths add up to the data at most. Without this bound a small
  // file could make each of its entries scan all of the data.
  let scanned = 0;
  for (let index = 0; index < intro.entries; index += 1) {
    const at = INTRO_LENGTH + index * ENTRY_LENGTH;
    const tag = blob.readUInt32BE(at);
    const type = blob.readUInt32BE(at + 4);
    const offset = blob.readUInt32BE(at + 8);
    const count = blob.readUInt32BE(at + 12);
    const end = entryEnd(store, type, offset, count);
    if (end === undefined || (scanned += end - offset) > store.length) {
      throw new RpmFormatError(`Invalid rpm: entry ${index} (tag ${tag}) of the ${what} is corrupt`);
    }
    entries.set(tag, { tag, type, count, data: store.subarray(offset, end) });
  }
  return new RpmHeader(entries, blob.subarray(0, intro.length));
}

/** Where the data of an entry ends, or undefined when it cannot be inside the store. */
function entryEnd(store: Buffer, type: number, offset: number, count: number): number | undefined {
  if (offset > store.length) return undefined;
  const width = FIXED_WIDTHS[type];
  if (width !== undefined) {
    const end = offset + width * count;
    return end <= store.length ? end : undefined;
  }
  if (type !== STRING && type !== STRING_ARRAY && type !== I18N_STRING) return undefined;
  if (type === STRING && count !== 1) return undefined;
  let end = offset;
  for (let found = 0; found < count; found += 1) {
    const zero = store.indexOf(0, end);
    if (zero === -1) return undefined;
    end = zero + 1;
  }
  return end;
}

const STRING = 6;
const STRING_ARRAY = 8;
const I18N_STRING = 9;
/** Bytes per value, by type: null, char, int8, int16, int32, int64, binary. */
const FIXED_WIDTHS: Readonly<Record<number, number>> = { 0: 0, 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };
