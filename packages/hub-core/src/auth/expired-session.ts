/** What an expired session still tells: logging in again with `renew` goes on under its number. */
export interface ExpiredSession {
  readonly id: number;
  readonly key: string;
  /** Whose it is: nobody else can renew it. */
  readonly userId: number;
  /** The session that it is a subsession of. */
  readonly master: number | undefined;
}
