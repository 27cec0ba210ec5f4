import { isUtf8 } from 'node:buffer';

/*
 * Names of files are bytes. Inside the archiver they are texts of one character per byte (latin1), so that they can be
 * keys and be matched, and nothing is lost of names that are no UTF-8. Paths are those inside the root: `/` is the
 * root itself, `/etc/passwd` a file of it, without a slash at the end.
 */

/** The bytes of a name or path. */
export function toBytes(path: string): Buffer {
  return Buffer.from(path, 'latin1');
}

/** A text of the configuration (UTF-16) as one character per byte. */
export function fromText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The path of an entry of a folder. */
export function below(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

/** The folder that holds a path; that of the root is the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a path is a folder or something below it. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}

/** The characters of a path: those of UTF-8 where it is UTF-8, else one per byte. */
export function toText(path: string): string {
  // eslint-disable-next-line no-control-regex -- plain ASCII is the quick way out
  if (/^[\x00-\x7f]*$/.test(path)) return path;
  const bytes = toBytes(path);
  return isUtf8(bytes) ? bytes.toString('utf8') : path;
}

/** A path for people, on one line: bytes that are no printable text are `\ooo`, and so is the backslash. */
export function shownPath(path: string): string {
  const text = toText(path);
  const isText = text !== path || /^[\x20-\x7e]*$/.test(path);
  const escape = (character: string) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(isText ? /[\x00-\x1f\x7f-\x9f\\]/g : /[^\x20-\x5b\x5d-\x7e]/g, escape);
}
