import type { RpmHeader } from './rpm-header.js';

/** rpm's numbers of hash algorithms (those of OpenPGP). */
const ALGORITHMS: Readonly<Record<number, string>> = {
  1: 'md5',
  2: 'sha1',
  3: 'ripemd160',
  8: 'sha256',
  9: 'sha384',
  10: 'sha512',
  11: 'sha224',
};

/** The algorithm of the file digests: md5 for headers that do not say, `unknown` for a number Koji does not know. */
export function fileDigestAlgorithm(header: RpmHeader): string {
  const number = header.number('FILEDIGESTALGO');
  return !number ? 'md5' : (ALGORITHMS[number] ?? 'unknown');
}
