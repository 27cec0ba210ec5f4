/** Kinds of RPM dependencies, as `getRPMDeps` numbers them. */
export const DEPENDENCY_TYPES = {
  CONFLICT: 3,
  ENHANCE: 5,
  OBSOLETE: 2,
  PROVIDE: 1,
  RECOMMEND: 7,
  REQUIRE: 0,
  SUGGEST: 4,
  SUPPLEMENT: 6,
} as const;

/** A number of {@link DEPENDENCY_TYPES}. */
export type DependencyType = (typeof DEPENDENCY_TYPES)[keyof typeof DEPENDENCY_TYPES];

/** Bits that compare versions in a dependency. */
export const RPM_SENSE = {
  EQUAL: 8,
  GREATER: 4,
  LESS: 2,
} as const;

/** Bits of a file in an RPM. */
export const RPM_FILE_FLAGS = {
  CONFIG: 1,
  DOC: 2,
  ICON: 4,
  MISSINGOK: 8,
  NOREPLACE: 16,
  SPECFILE: 32,
  GHOST: 64,
  LICENSE: 128,
  README: 256,
} as const;

/** File digest algorithms of RPM by number; packages without the tag have MD5. */
export const RPM_FILE_DIGESTS: Readonly<Record<number, string>> = {
  1: 'MD5',
  2: 'SHA1',
  3: 'RIPEMD160',
  8: 'SHA256',
  9: 'SHA384',
  10: 'SHA512',
  11: 'SHA224',
};
