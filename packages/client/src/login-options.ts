/** What becomes of other sessions of the user. */
export interface LoginOptions {
  /** Make this the user's only session, as builders do. */
  readonly exclusive?: boolean;
  /** With `exclusive`: end the session that is in the way. */
  readonly force?: boolean;
  /** Ends the login. The promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}
