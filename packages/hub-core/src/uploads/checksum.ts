import { createHash } from 'node:crypto';
import { Adler32, GenericError } from '@kojikit/protocol';
import { pythonStr } from '../rpc/python-names.js';

/** A running checksum of what an upload brings. */
export interface Checksum {
  update(bytes: Uint8Array): void;
  hexDigest(): string;
}

/**
 * The checksum of this name, or undefined for none: `md5`, `adler32`, `sha256`.
 * Throws GenericError `Unsupported verify type: <name>`.
 */
export function checksum(name: unknown): Checksum | undefined {
  if (name === null || name === undefined || name === '') return undefined;
  if (name === 'adler32') return new Adler32();
  if (name !== 'md5' && name !== 'sha256') {
    throw new GenericError(`Unsupported verify type: ${pythonStr(name)}`);
  }
  const hash = createHash(name);
  return { update: (bytes) => void hash.update(bytes), hexDigest: () => hash.digest('hex') };
}
