/** Bytes at the start of a file that are looked at. */
export const HEAD = 65_536;

const PEM =
  /(?:^|\n)[ \t]*-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[ \t\r]*\n\s*(?:[A-Za-z0-9+/=]{16}|[A-Z][A-Za-z0-9-]*: )/;
const GOOGLE = /"private_key"\s*:\s*"-----BEGIN /;
const PUTTY = /^PuTTY-User-Key-File-\d/;
/** `scheme://user:password@host`, or a token alone in front of the host. */
const URL_LOGIN =
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/(?:[^\s:/@"']*:[^\s/@"']+|(?:gh[a-z]|github_pat|glpat)[_-][^\s/@"']+)@/i;
const PASSWORD = /^[ \t]*(?:proxy_|proxy)?(?:password|passwd|_password)[ \t]*[=:][ \t]*\S/im;
const HEADER = /^[ \t]*extraheader[ \t]*=[ \t]*["']?(?:proxy-)?authorization:/im;
const TOKEN =
  /^[ \t]*["']?[\w./:@-]*(?:token|authident|_auth|_password|password)["']?[ \t]*[=:][ \t]*["']?[^\s"'$<{]/im;

/** A private key as text at the start of a line, with something of the key below it: a mention alone is none. */
export function holdsPrivateKey(head: Buffer): boolean {
  if (!head.includes('PRIVATE KEY') && !head.includes('PuTTY-User-Key')) return false;
  const text = head.toString('latin1');
  return PEM.test(text) || GOOGLE.test(text) || PUTTY.test(text);
}

/** A password of an INI file, in an address, or in a header that is sent along. */
export function holdsPassword(head: Buffer): boolean {
  const text = head.toString('latin1');
  return URL_LOGIN.test(text) || PASSWORD.test(text) || HEADER.test(text);
}

/** A token or password as package managers write it. */
export function holdsToken(head: Buffer): boolean {
  const text = head.toString('latin1');
  return TOKEN.test(text) || URL_LOGIN.test(text);
}

/** A Kerberos key table: version 5.1 or 5.2, a first entry that fits, and the name of a realm in it. */
export function holdsKeyTable(head: Buffer): boolean {
  if (head.length < 16 || head[0] !== 5 || (head[1] !== 1 && head[1] !== 2)) return false;
  const big = head[1] === 2;
  // What was removed from a table leaves entries of negative length.
  for (let at = 2; at + 8 <= head.length;) {
    const length = big ? head.readInt32BE(at) : head.readInt32LE(at);
    if (length === 0) return false;
    if (length > 0) {
      const components = big ? head.readUInt16BE(at + 4) : head.readUInt16LE(at + 4);
      const realm = big ? head.readUInt16BE(at + 6) : head.readUInt16LE(at + 6);
      return length < 4096 && components > 0 && components < 16 && isName(head, at + 8, realm);
    }
    at += 4 - length;
  }
  return false;
}

/** A file of Kerberos tickets: version 5.3 or 5.4, and the name of the realm whose they are. */
export function holdsCache(head: Buffer): boolean {
  if (head.length < 16 || head[0] !== 5 || (head[1] !== 3 && head[1] !== 4)) return false;
  const at = head[1] === 4 ? 4 + head.readUInt16BE(2) : 2;
  if (at + 12 > head.length) return false;
  return head.readUInt32BE(at + 4) < 16 && isName(head, at + 8 + 4, head.readUInt32BE(at + 8));
}

function isName(head: Buffer, at: number, length: number): boolean {
  if (length === 0 || length > 255 || at + length > head.length) return false;
  return /^[\x21-\x7e]+$/.test(head.toString('latin1', at, at + length));
}
