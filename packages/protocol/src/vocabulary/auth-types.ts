/** How a session was opened. NORMAL is a password. */
export const AUTH_TYPES = {
  NORMAL: 0,
  KERBEROS: 1,
  SSL: 2,
  GSSAPI: 3,
} as const;

/** A number of {@link AUTH_TYPES}. */
export type AuthType = (typeof AUTH_TYPES)[keyof typeof AUTH_TYPES];
