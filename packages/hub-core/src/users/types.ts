/** A user, group or builder account as getUser answers it. */
export interface UserRecord {
  readonly id: number;
  readonly name: string;
  /** One of USER_STATUS. */
  readonly status: number;
  /** One of USER_TYPES. */
  readonly usertype: number;
  readonly krb_principals: string[];
  /** Names of the user's groups, where they were asked for. */
  readonly groups?: string[];
}
