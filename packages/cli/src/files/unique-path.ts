import { randomBytes } from 'node:crypto';

/** A folder in the hub's work area that nobody else uses: the prefix, the time and some letters. */
export function uniquePath(prefix: string): string {
  const letters = [...randomBytes(8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return `${prefix}/${Date.now() / 1000}.${letters}`;
}
