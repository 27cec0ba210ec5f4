import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { RpmFormatError } from './errors.js';
import type { RpmPackage } from './read-header.js';
import { readHeader } from './read-header.js';

/**
 * Reads a package's header and checks it against the digests the package carries for it. The payload is not read.
 * Throws RpmFormatError when the package cannot be read or a digest does not match.
 */
export async function checkRpmFile(path: string): Promise<RpmPackage> {
  const rpm = await readHeader(path);
  const expected: Array<[algorithm: string, digest: string | undefined]> = [
    ['sha1', rpm.signature.string(269)],
    ['sha256', rpm.signature.string(273)],
  ];
  for (const [algorithm, digest] of expected) {
    if (digest === undefined) continue;
    const actual = createHash(algorithm).update(rpm.header.blob).digest('hex');
    if (actual !== digest)
      throw new RpmFormatError(`Invalid rpm: the ${algorithm} digest of the header is wrong`);
  }
  return rpm;
}

/**
 * Whether the MD5 sum that a package carries for header and payload is theirs; false too when it carries none. Reads
 * the whole package. Throws RpmFormatError when the headers cannot be read.
 */
export async function hasSoundPayload(path: string): Promise<boolean> {
  const rpm = await readHeader(path);
  const expected = rpm.signature.binary(1004);
  if (expected === undefined) return false;
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path, { start: rpm.headerRange.start }))
    hash.update(chunk as Buffer);
  return hash.digest().equals(expected);
}
