import { createHash } from 'node:crypto';
import { Adler32 } from '@kojikit/protocol';

/** A running checksum of what an upload brings. */
export interface Checksum {
  update(bytes: Uint8Array): void;
  hexDigest(): string;
}

/** The kinds of checksums that uploads are checked with. */
export type ChecksumKind = 'md5' | 'adler32' | 'sha256';

/** Whether a value names one of them. */
export function isChecksumKind(value: unknown): value is ChecksumKind {
  return value === 'md5' || value === 'adler32' || value === 'sha256';
}

/** A new checksum of this kind, or undefined for none. */
export function checksum(kind: ChecksumKind | null): Checksum | undefined {
  if (kind === null) return undefined;
  if (kind === 'adler32') return new Adler32();
  const hash = createHash(kind);
  return { update: (bytes) => void hash.update(bytes), hexDigest: () => hash.digest('hex') };
}
