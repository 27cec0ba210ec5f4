import { ChunkReader } from '@kojikit/rpm';
import { Double } from '@kojikit/protocol';
import { MEMBER_LIMITS, UnreadableArchive, type ArchiveMember } from './archive-member.js';
import { BLOCK, readTarHeader, text, type TarHeader } from './tar-header.js';

/** Kinds of entries that say something of the entry behind them, or of all. */
const LONG_NAME = 'L';
const LONG_LINK = 'K';
const EXTENDED = ['x', 'X'];
const GLOBAL = 'g';
const SPARSE = 'S';
/** Kinds that have no content, whatever their size says: links, devices, folders, pipes. */
const WITHOUT_CONTENT = ['1', '2', '3', '4', '5', '6'];
const FOLDER = '5';
/** What is read of extended headers. No other record is kept, so that there are never many. */
const RECORDS: readonly string[] = [
  'path',
  'size',
  'mtime',
  'uname',
  'gname',
  'GNU.sparse.name',
  'GNU.sparse.size',
  'GNU.sparse.realsize',
];

/** What further headers say of an entry. */
type Records = ReadonlyMap<string, string>;

/**
 * The members of a tar file, as GNU and POSIX have it, in their order. Nothing but headers is kept in memory.
 * Throws UnreadableArchive for what is no tar file and for one that is cut off in the midst of a member; like Koji, it takes
 * what is no header for the end.
 */
export async function* tarMembers(
  archive: AsyncIterable<Buffer>,
): AsyncGenerator<ArchiveMember, void, undefined> {
  const reader = new ChunkReader(archive, () => new CutOff());
  try {
    let global: Records = new Map();
    for (let first = true; ; first = false) {
      const entry = await nextEntry(reader, global, first);
      if (entry === undefined) return;
      global = entry.global;
      yield memberOf(entry.header, entry.records);
      await skipContent(reader, entry.header, entry.records);
    }
  } catch (error) {
    if (error instanceof CutOff) throw new UnreadableArchive('it is cut off', { cause: error });
    throw error;
  } finally {
    await reader.close();
  }
}

/** The file has ended. */
class CutOff extends Error {}

interface Entry {
  readonly header: TarHeader;
  /** What the headers in front of it say, those for all entries among them. */
  readonly records: Records;
  readonly global: Records;
}

async function nextEntry(reader: ChunkReader, known: Records, first: boolean): Promise<Entry | undefined> {
  let global = known;
  const records = new Map<string, string>();
  for (let isFirst = first; ; isFirst = false) {
    const header = await nextHeader(reader, isFirst);
    if (header === undefined) return undefined;
    if (header.type === LONG_NAME) records.set('path', text(await further(reader, header)));
    else if (header.type === LONG_LINK) await further(reader, header);
    else if (header.type === GLOBAL) {
      global = new Map([...global, ...extendedRecords(await further(reader, header))]);
    } else if (EXTENDED.includes(header.type)) {
      for (const [key, value] of extendedRecords(await further(reader, header))) records.set(key, value);
    } else {
      return { header, records: new Map([...global, ...records]), global };
    }
  }
}

/* Undefined at the end: after the last member anything but a header will do. */
async function nextHeader(reader: ChunkReader, first: boolean): Promise<TarHeader | undefined> {
  let block: Buffer;
  try {
    block = await reader.take(BLOCK);
  } catch (error) {
    if (first || !(error instanceof CutOff)) throw error;
    return undefined;
  }
  const header = readTarHeader(block);
  if (header === undefined && first && block.some((byte) => byte !== 0)) {
    throw new UnreadableArchive('it is no tar file');
  }
  return header;
}

async function further(reader: ChunkReader, { size }: TarHeader): Promise<Buffer> {
  if (size > MEMBER_LIMITS.header) {
    throw new UnreadableArchive(`a header in it is larger than ${MEMBER_LIMITS.header} bytes`);
  }
  const data = await reader.take(size);
  await reader.skip(padding(size));
  return data;
}

/* Records are `LENGTH KEY=VALUE\n`, where the length counts itself. */
function extendedRecords(data: Buffer): Records {
  const records = new Map<string, string>();
  for (let at = 0; at < data.length;) {
    const length = Number.parseInt(data.toString('latin1', at, at + 20), 10);
    const space = data.indexOf(' ', at);
    const equals = data.indexOf('=', space);
    if (!(length > 0) || space < 0 || equals < 0 || equals >= at + length) break;
    const key = data.toString('latin1', space + 1, equals);
    if (RECORDS.includes(key)) records.set(key, text(data.subarray(equals + 1, at + length - 1)));
    at += length;
  }
  return records;
}

function memberOf(header: TarHeader, records: Records): ArchiveMember {
  const name = records.get('GNU.sparse.name') ?? records.get('path') ?? header.name;
  const size = number(records.get('GNU.sparse.realsize') ?? records.get('GNU.sparse.size'));
  return {
    name: header.type === FOLDER ? name.replace(/\/+$/, '') : name,
    size: size ?? header.sparseSize ?? contentSize(header, records),
    mtime: moment(records.get('mtime')) ?? header.mtime,
    mode: header.mode,
    user: records.get('uname') ?? header.user,
    group: records.get('gname') ?? header.group,
  };
}

async function skipContent(reader: ChunkReader, header: TarHeader, records: Records): Promise<void> {
  for (let more = header.type === SPARSE && header.hasMoreSparse; more;) {
    more = (await reader.take(BLOCK))[504] !== 0;
  }
  if (WITHOUT_CONTENT.includes(header.type)) return;
  const size = contentSize(header, records);
  await reader.skip(size + padding(size));
}

function contentSize({ size }: TarHeader, records: Records): number {
  return number(records.get('size')) ?? size;
}

function number(value: string | undefined): number | undefined {
  const read = value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
  return read !== undefined && Number.isSafeInteger(read) ? read : undefined;
}

/* Times of extended headers are floats for Koji, whole ones too. */
function moment(value: string | undefined): Double | undefined {
  return value !== undefined && /^-?\d+(\.\d*)?$/.test(value) ? new Double(Number(value)) : undefined;
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
