/** Checksum algorithms of archives, as stored. */
export const CHECKSUM_TYPES = {
  md5: 0,
  sha1: 1,
  sha256: 2,
} as const;

/** A number of {@link CHECKSUM_TYPES}. */
export type ChecksumType = (typeof CHECKSUM_TYPES)[keyof typeof CHECKSUM_TYPES];
