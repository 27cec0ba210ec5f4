import { RpmValueError } from './errors.js';
import { HEADER_EXTENSIONS } from './header-extensions.js';
import { readHeader } from './read-header.js';
import type { RpmHeader } from './rpm-header.js';
import type { TagInfo } from './tags.js';
import { tagByName, tagByNumber } from './tags.js';

/** A field as Koji returns it: null where rpm has no value, a list for the tags that are lists. */
export type HeaderField = number | string | Buffer | number[] | string[] | null;

/** How a field is read. */
export interface HeaderFieldOptions {
  /** Answer `src` or `nosrc` for the ARCH of a source package, not the arch it was built on. Default false. */
  sourceArch?: boolean;
}

const SIZE_TAGS: ReadonlySet<string> = new Set(['SIZE', 'ARCHIVESIZE', 'FILESIZES', 'SIGSIZE']);

/**
 * One field of a header by rpm's name for it, in any case, with Koji's rules: list fields are lists even if they are
 * absent, the sizes fall back to their 64-bit twins. Throws RpmValueError `No such rpm header field: …`.
 */
export function getHeaderField(
  header: RpmHeader,
  name: string,
  options: HeaderFieldOptions = {},
): HeaderField {
  const upper = name.toUpperCase();
  if (options.sourceArch && upper === 'ARCH' && header.number('SOURCEPACKAGE')) return sourceArch(header);
  const field = plainField(header, upper);
  if (SIZE_TAGS.has(upper) && (field === null || (Array.isArray(field) && field.length === 0))) {
    return plainField(header, `LONG${upper}`);
  }
  return field;
}

/**
 * Several fields, under the names as they were asked for. Throws RpmValueError for an unknown name; RpmFormatError when
 * the package cannot be read.
 *
 * @param source A header, a package in memory, or the path of a package.
 * @param names Default: every field the header has, by rpm's names.
 */
export async function getHeaderFields(
  source: RpmHeader | Buffer | string,
  names?: readonly string[] | null,
  options: HeaderFieldOptions = {},
): Promise<Record<string, HeaderField>> {
  const isFile = typeof source === 'string' || Buffer.isBuffer(source);
  const header = isFile ? (await readHeader(source)).header : source;
  const wanted = names ?? headerFieldNames(header);
  return Object.fromEntries(wanted.map((name) => [name, getHeaderField(header, name, options)]));
}

/** rpm's names of all fields the header has; tags rpm has no name for are left out. */
export function headerFieldNames(header: RpmHeader): string[] {
  return header
    .tags()
    .map((tag) => tagByNumber(tag))
    .filter((info): info is TagInfo => info !== undefined && info.kind !== 'region')
    .map((info) => info.name);
}

function sourceArch(header: RpmHeader): string {
  return header.numbers('NOSOURCE').length > 0 || header.numbers('NOPATCH').length > 0 ? 'nosrc' : 'src';
}

function plainField(header: RpmHeader, name: string): HeaderField {
  const info = tagByName(name);
  if (info === undefined) throw new RpmValueError(`No such rpm header field: ${name}`);
  const extension = HEADER_EXTENSIONS[name];
  const value = extension ? extension(header) : header.get(info.number);
  return shaped(value, info);
}

function shaped(value: HeaderField | undefined, info: TagInfo): HeaderField {
  const isList = info.kind === 'numbers' || info.kind === 'strings' || info.kind === 'chars';
  if (value === undefined || value === null) return isList ? [] : null;
  if (isList) return toList(value);
  return Array.isArray(value) ? (value[0] ?? null) : value;
}

function toList(value: number | string | Buffer | number[] | string[]): number[] | string[] {
  if (Buffer.isBuffer(value)) return [...value];
  if (typeof value === 'number') return [value];
  return typeof value === 'string' ? [value] : value;
}
