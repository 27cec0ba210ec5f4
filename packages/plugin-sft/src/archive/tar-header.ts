import { toBytes } from './byte-path.js';

/** Everything in a tar archive comes in blocks of so many bytes. */
export const BLOCK = 512;

/** The kinds of entries that there are. */
export const TYPES = {
  file: '0',
  hardLink: '1',
  link: '2',
  characterDevice: '3',
  blockDevice: '4',
  folder: '5',
  fifo: '6',
} as const;

/** One entry. Names are one character per byte. */
export interface TarEntry {
  /** Without a slash in front; that of a folder ends with one. */
  readonly name: string;
  readonly type: (typeof TYPES)[keyof typeof TYPES];
  /** Permission bits, setuid and the like among them. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes that follow. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly linkName?: string;
  readonly device?: { readonly major: number; readonly minor: number };
  /** Further records of the extended header, by key. */
  readonly records?: Readonly<Record<string, string>>;
}

/**
 * The header of an entry as POSIX has it (ustar), with an extended header (pax) in front where a value does not fit:
 * long names, large numbers, times before 1970, further records. GNU tar, Python's tarfile, bsdtar and busybox read it.
 */
export function tarHeader(entry: TarEntry): Buffer {
  const records: Record<string, string> = { ...entry.records };
  const { name, prefix } = splitName(entry.name);
  if (name === undefined) records['path'] = entry.name;
  const linkName = entry.linkName ?? '';
  if (linkName.length > 100) records['linkpath'] = linkName;
  for (const key of ['uid', 'gid'] as const) {
    if (!fits(entry[key], 7)) records[key] = String(entry[key]);
  }
  if (!fits(entry.size, 11)) records['size'] = String(entry.size);
  if (!fits(entry.mtime, 11)) records['mtime'] = String(entry.mtime);

  const header = ustar(entry, name ?? entry.name.slice(0, 100), prefix);
  const texts = Object.entries(records);
  if (texts.length === 0) return header;
  const extended = padded(Buffer.concat(texts.map(([key, value]) => record(key, value))));
  return Buffer.concat([
    ustar({ ...PAX, size: extended.length }, '././@PaxHeader', ''),
    extended.padded,
    header,
  ]);
}

/** What ends an archive. */
export const END = Buffer.alloc(2 * BLOCK);

/** How many zero bytes bring a size to whole blocks. */
export function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

const PAX = { name: '', type: 'x', mode: 0o644, uid: 0, gid: 0, mtime: 0 } as const;

function padded(data: Buffer): { length: number; padded: Buffer } {
  return { length: data.length, padded: Buffer.concat([data, Buffer.alloc(padding(data.length))]) };
}

function ustar(
  entry: Omit<TarEntry, 'type'> & { readonly type: string },
  name: string,
  prefix: string,
): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, digits: number) =>
    header.write((fits(value, digits) ? value : 0).toString(8).padStart(digits, '0'), at, 'latin1');
  toBytes(name).copy(header, 0, 0, 100);
  octal(entry.mode & 0o7777, 100, 7);
  octal(entry.uid, 108, 7);
  octal(entry.gid, 116, 7);
  octal(entry.size, 124, 11);
  octal(entry.mtime, 136, 11);
  header.write(entry.type, 156, 'latin1');
  toBytes(entry.linkName ?? '').copy(header, 157, 0, 100);
  header.write('ustar\u000000', 257, 'latin1');
  octal(entry.device?.major ?? 0, 329, 7);
  octal(entry.device?.minor ?? 0, 337, 7);
  toBytes(prefix).copy(header, 345, 0, 155);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** A name in the two fields that there are for it, if it can be parted so at a slash. */
function splitName(full: string): { name: string | undefined; prefix: string } {
  if (full.length <= 100) return { name: full, prefix: '' };
  const slash = full.indexOf('/', full.length - 101);
  const isEnd = slash === full.length - 1;
  if (slash < 1 || slash > 155 || isEnd) return { name: undefined, prefix: '' };
  return { name: full.slice(slash + 1), prefix: full.slice(0, slash) };
}

function fits(value: number, digits: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 8 ** digits;
}

/** `LENGTH KEY=VALUE\n`, where the length counts its own digits. */
function record(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length;
  return toBytes(`${length}${rest}`);
}
