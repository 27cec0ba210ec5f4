/** What an expired session still tells: logging in again with `renew` goes on under its number. */
export interface ExpiredSession {
  readonly id: number;
  readonly key: string;
  /** Whose it is: nobody else can renew it. */
  readonly userId: number;
  /** The session that it is a subsession of. */
  readonly master: number | undefined;
}

/** Who makes a call. Permissions, groups and the host are looked up on first use. */
export interface Session {
  readonly loggedIn: boolean;
  readonly id: number | undefined;
  readonly key: string | undefined;
  readonly userId: number | undefined;
  readonly userName: string | undefined;
  /** One of AUTH_TYPES. */
  readonly authType: number | undefined;
  readonly hostAddress: string | undefined;
  readonly master: number | undefined;
  readonly callNumber: number | undefined;
  readonly exclusive: boolean;
  /** Why the caller may not go on though the session is good: another session holds the user's lock. */
  readonly lockError: string | undefined;
  /** Why nobody is logged in, where that has a reason. */
  readonly message: string | undefined;
  /** Further columns of the session row, as Koji's getSessionInfo(details=True) shows them. */
  readonly details: Readonly<Record<string, unknown>>;
  /** The caller's session that has expired, for a login that renews it. */
  readonly expired?: ExpiredSession;

  permissions(): Promise<readonly string[]>;
  hasPermission(name: string): Promise<boolean>;
  /** Names of the caller's groups by group id. */
  groups(): Promise<Readonly<Record<number, string>>>;
  /** The id of the caller's host, or undefined when the caller is no builder. */
  hostId(): Promise<number | undefined>;

  /** Throws ActionNotAllowed `you must be logged in for this operation` when nobody is. */
  assertLogin(): void;
  /** Throws ActionNotAllowed `<name> permission required (…)`; `admin` holds every permission. */
  assertPermission(name: string): Promise<void>;
  isGroupMember(groupName: string): Promise<boolean>;
  /** Forgets that somebody is logged in: further calls of this request are anonymous. */
  forget(): void;
}
