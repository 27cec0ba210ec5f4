import { isUtf8 } from 'node:buffer';

/** Everything in a tar file comes in blocks of so many bytes. */
export const BLOCK = 512;

/** The header of one entry. */
export interface TarHeader {
  readonly name: string;
  /** One character: `0` for a file, `5` for a folder and so on. */
  readonly type: string;
  readonly mode: number;
  /** Bytes that follow. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly user: string;
  readonly group: string;
  /** Of a file with holes as GNU tar writes it: its size with them. */
  readonly sparseSize: number | undefined;
  /** Whether blocks follow that tell of further holes. */
  readonly hasMoreSparse: boolean;
}

/** Kinds of entries of GNU tar, whose headers have other things where the beginning of a long name would be. */
const OF_GNU = ['L', 'K', 'S'];

/** Reads a header, or undefined for what is none: its checksum or a number is wrong, or it is empty. */
export function readTarHeader(block: Buffer): TarHeader | undefined {
  const bytes = [...block];
  const sums = [sumOf(bytes), sumOf(bytes.map((byte) => (byte < 128 ? byte : byte - 256)))];
  if (!sums.includes(numberOf(block, 148, 8))) return undefined;
  const given = block.toString('latin1', 156, 157);
  // In the oldest tar files a folder is a file whose name ends with a slash.
  const type = given === '\0' && text(block.subarray(0, 100)).endsWith('/') ? '5' : given;
  const prefix = OF_GNU.includes(type) ? '' : text(block.subarray(345, 500));
  const name = text(block.subarray(0, 100));
  const header = {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type,
    mode: numberOf(block, 100, 8),
    size: numberOf(block, 124, 12),
    mtime: numberOf(block, 136, 12),
    user: text(block.subarray(265, 297)),
    group: text(block.subarray(297, 329)),
    sparseSize: type === 'S' ? numberOf(block, 483, 12) : undefined,
    hasMoreSparse: type === 'S' && block[482] !== 0,
  };
  const numbers = [header.mode, header.size, header.mtime, header.sparseSize ?? 0];
  return numbers.every(Number.isSafeInteger) && header.size >= 0 ? header : undefined;
}

/** Text up to the first zero: UTF-8, or Latin-9 where it is none. */
export function text(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  const part = end < 0 ? bytes : bytes.subarray(0, end);
  return isUtf8(part) ? part.toString('utf8') : new TextDecoder('iso-8859-15').decode(part);
}

/* Octal digits, or a binary number where these do not suffice. NaN for neither. */
function numberOf(block: Buffer, at: number, length: number): number {
  const first = block[at]!;
  if (first === 0x80 || first === 0xff) {
    const number = BigInt(`0x${block.toString('hex', at + 1, at + length)}`);
    return Number(first === 0x80 ? number : number - (1n << BigInt(8 * (length - 1))));
  }
  const digits = block
    .toString('latin1', at, at + length)
    .split('\0', 1)[0]!
    .trim();
  if (digits === '') return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

/* The sum of all bytes, with blanks in place of the sum itself. Some programs take bytes for signed ones. */
function sumOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}
