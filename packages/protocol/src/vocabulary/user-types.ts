/** Kinds of rows in the users table. */
export const USER_TYPES = {
  NORMAL: 0,
  HOST: 1,
  GROUP: 2,
} as const;

/** A number of {@link USER_TYPES}. */
export type UserType = (typeof USER_TYPES)[keyof typeof USER_TYPES];

/** Whether a user may log in. */
export const USER_STATUS = {
  NORMAL: 0,
  BLOCKED: 1,
} as const;

/** A number of {@link USER_STATUS}. */
export type UserStatus = (typeof USER_STATUS)[keyof typeof USER_STATUS];
