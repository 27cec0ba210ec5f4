/** Who tries to log in, and from where. */
export interface LoginAttempt {
  readonly user: string;
  readonly address: string;
  /** Whether this user has logged in from there before; asked for only when it matters. */
  readonly familiar: () => Promise<boolean>;
}

/** An attempt that may go on: the password is looked at next. */
export interface AdmittedLogin {
  /** The password was right: the attempt does not count, and this user is known at this address. */
  succeeded(): void;
  /** The password could not be looked at: the attempt does not count. */
  forgive(): void;
  /** The password was wrong. */
  failed(): void;
}

/** Slows guesses at passwords. */
export interface Logins {
  /** Throws AuthError `too many failed logins: try again in … seconds`. */
  admit(attempt: LoginAttempt): Promise<AdmittedLogin>;
}
