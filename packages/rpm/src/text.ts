import { isUtf8 } from 'node:buffer';

const fallback = new TextDecoder('iso-8859-15');

/** Text of a header: UTF-8, and what is not UTF-8 is taken for ISO 8859-15, the fallback Koji uses too. */
export function decodeText(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : fallback.decode(bytes);
}
