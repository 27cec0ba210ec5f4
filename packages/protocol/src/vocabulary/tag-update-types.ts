/** Why a tag changed other than by tagging. */
export const TAG_UPDATE_TYPES = {
  VOLUME_CHANGE: 0,
  IMPORT: 1,
  MANUAL: 2,
  DRAFT_PROMOTION: 3,
} as const;

/** A number of {@link TAG_UPDATE_TYPES}. */
export type TagUpdateType = (typeof TAG_UPDATE_TYPES)[keyof typeof TAG_UPDATE_TYPES];
