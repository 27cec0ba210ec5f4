/** States of a build root. */
export const BUILDROOT_STATES = {
  INIT: 0,
  WAITING: 1,
  BUILDING: 2,
  EXPIRED: 3,
} as const;

/** A number of {@link BUILDROOT_STATES}. */
export type BuildrootState = (typeof BUILDROOT_STATES)[keyof typeof BUILDROOT_STATES];

/** Build roots of our builders, and those that a content generator described. */
export const BUILDROOT_TYPES = {
  STANDARD: 0,
  EXTERNAL: 1,
} as const;

/** A number of {@link BUILDROOT_TYPES}. */
export type BuildrootType = (typeof BUILDROOT_TYPES)[keyof typeof BUILDROOT_TYPES];
