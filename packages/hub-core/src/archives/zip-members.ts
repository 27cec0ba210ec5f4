import type { FileHandle } from 'node:fs/promises';
import { ChunkReader } from '@kojikit/rpm';
import { chunks } from '../uploads/index.js';
import { UnreadableArchive, type ArchiveMember } from './archive-member.js';

/** Where the list of a zip file is. */
interface Directory {
  readonly start: number;
  readonly size: number;
}

/** Sizes of the records without their names and comments. */
const END = 22;
const LOCATOR = 20;
const END_64 = 56;
const ENTRY = 46;
const LONGEST_COMMENT = 0xffff;
/** Stands for a number that does not fit and comes in a further field. */
const ELSEWHERE = 0xffffffff;

const UTF8_NAME = 0x800;
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ';

/**
 * The members of a zip file, out of the list at its end, in that order. Nothing is unpacked, and the list is read in pieces.
 * Throws UnreadableArchive for what is no zip file or has a damaged list.
 */
export async function* zipMembers(file: FileHandle): AsyncGenerator<ArchiveMember, void, undefined> {
  const { start, size } = await findDirectory(file);
  if (size === 0) return;
  const stream = file.createReadStream({ start, end: start + size - 1, autoClose: false });
  const reader = new ChunkReader(chunks(stream), damaged);
  try {
    for (let left = size; left > 0;) {
      const entry = await reader.take(ENTRY);
      if (entry.toString('latin1', 0, 4) !== 'PK\u0001\u0002') throw damaged();
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((at) => entry.readUInt16LE(at));
      const name = await reader.take(nameLength!);
      const extra = await reader.take(extraLength!);
      await reader.skip(commentLength!);
      left -= ENTRY + nameLength! + extraLength! + commentLength!;
      yield {
        name: nameOf(name, (entry.readUInt16LE(8) & UTF8_NAME) !== 0),
        size: sizeOf(entry.readUInt32LE(24), extra),
        mtime: timeOf(entry.readUInt16LE(14), entry.readUInt16LE(12)),
      };
    }
  } finally {
    await reader.close();
  }
}

/* Whatever stands in front of a zip file, a program that unpacks it for example, does not count. */
async function findDirectory(file: FileHandle): Promise<Directory> {
  const { size } = await file.stat();
  const { end, at } = await findEnd(file, size);
  const locator = at >= LOCATOR ? await read(file, at - LOCATOR, LOCATOR) : Buffer.alloc(LOCATOR);
  if (locator.toString('latin1', 0, 4) === 'PK\u0006\u0007' && at >= LOCATOR + END_64) {
    const long = await read(file, at - LOCATOR - END_64, END_64);
    if (long.toString('latin1', 0, 4) === 'PK\u0006\u0006') {
      return directoryBefore(at - LOCATOR - END_64, wholeNumber(long, 40));
    }
  }
  return directoryBefore(at, end.readUInt32LE(12));
}

function directoryBefore(end: number, size: number): Directory {
  if (size > end) throw damaged();
  return { start: end - size, size };
}

/* The last record, which a comment may follow. */
async function findEnd(file: FileHandle, size: number): Promise<{ end: Buffer; at: number }> {
  const length = Math.min(size, END + LONGEST_COMMENT);
  const tail = await read(file, size - length, length);
  for (let at = length - END; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    return { end: tail.subarray(at, at + END), at: size - length + at };
  }
  throw new UnreadableArchive('it is no zip file');
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw damaged();
    done += bytesRead;
  }
  return bytes;
}

/* Names end at a zero, as Koji shows them. */
function nameOf(bytes: Buffer, isUtf8: boolean): string {
  const name = isUtf8
    ? bytes.toString('utf8')
    : bytes.toString('latin1').replaceAll(/[\u0080-\u00ff]/g, (one) => CP437[one.charCodeAt(0) - 0x80]!);
  return name.split('\0', 1)[0]!;
}

function sizeOf(size: number, extra: Buffer): number {
  if (size !== ELSEWHERE) return size;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    if (extra.readUInt16LE(at + 2) < 8 || at + 12 > extra.length) throw damaged();
    return wholeNumber(extra, at + 4);
  }
  return size;
}

function wholeNumber(bytes: Buffer, at: number): number {
  const number = bytes.readBigUInt64LE(at);
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged();
  return Number(number);
}

/* A date and time of DOS is one of the place where it was made, which nobody knows any more. */
function timeOf(date: number, time: number): number {
  const [year, month, day] = [(date >> 9) + 1980, (date >> 5) & 0xf, date & 0x1f];
  const moment = new Date(year, month - 1, day, time >> 11, (time >> 5) & 0x3f, (time & 0x1f) * 2);
  return moment.getTime() / 1000;
}

function damaged(): UnreadableArchive {
  return new UnreadableArchive('its list of members is damaged');
}
