import { encodePath } from '@kojikit/protocol';

/** Where a request leads, read once: everything that decides on a path decides on this. */
export interface RequestTarget {
  /** The names between the slashes, decoded. None of them is empty, `.` or `..`, or holds a slash or a NUL. */
  readonly names: readonly string[];
  /** Whether the path ends with a slash. */
  readonly slash: boolean;
  /** The query string with its question mark, or nothing. */
  readonly query: string;
}

/**
 * Reads the target of a request line. A host in front of the path (`GET http://host/path`) is dropped, slashes in a row
 * count as one, percent-encoding is decoded once, and `.` and `..` are resolved after that, whatever way they were written.
 * Undefined for what names nothing: a path above the root, broken or non-UTF-8 encoding, an encoded slash or NUL.
 */
export function readTarget(url: string): RequestTarget | undefined {
  const [address = ''] = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split('#');
  const mark = address.indexOf('?');
  const path = mark < 0 ? address : address.slice(0, mark);
  if (path !== '' && !path.startsWith('/')) return undefined;
  const names: string[] = [];
  let slash = true;
  for (const part of path.split('/').slice(1)) {
    const name = decoded(part);
    if (name === undefined || /[/\0]/.test(name)) return undefined;
    slash = name === '' || name === '.' || name === '..';
    if (name === '..' && names.pop() === undefined) return undefined;
    if (!slash) names.push(name);
  }
  return { names, slash, query: mark < 0 ? '' : address.slice(mark) };
}

/** The path of names in the one spelling that routers, pages and `Location` headers get. */
export function pathOf(names: readonly string[], slash: boolean): string {
  const path = names.map(encodePath).join('/');
  return `/${path}${slash && names.length > 0 ? '/' : ''}`;
}

/* Node hands bytes beyond ASCII on as characters of Latin-1. */
function decoded(part: string): string | undefined {
  const ascii = part.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
  try {
    return decodeURIComponent(ascii);
  } catch {
    return undefined;
  }
}
