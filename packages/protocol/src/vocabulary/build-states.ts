/** States of a build. */
export const BUILD_STATES = {
  BUILDING: 0,
  COMPLETE: 1,
  DELETED: 2,
  FAILED: 3,
  CANCELED: 4,
} as const;

/** A number of {@link BUILD_STATES}. */
export type BuildState = (typeof BUILD_STATES)[keyof typeof BUILD_STATES];
