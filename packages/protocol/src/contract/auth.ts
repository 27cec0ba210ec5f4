import type { LoggedInUser, Login, Nothing, Reference, SessionInfo, SessionOpened } from './shapes.js';

/** What login takes by name; a client may give it by position too. */
export interface LoginOptions {
  user?: string;
  password?: string;
  /** `hostip`: the address that the session is bound to, as the client knows it. */
  opts?: { hostip?: string } | null;
  renew?: boolean;
  exclusive?: boolean;
}

/** What sslLogin takes by name; a client may give it by position too. */
export interface SslLoginOptions {
  /** The user whom a trusted proxy logs in. */
  proxyuser?: string | null;
  /** How the proxy says that its user was authenticated. */
  proxyauthtype?: number | null;
  renew?: boolean;
  exclusive?: boolean;
}

/** Logging in, and what a session is. */
export interface AuthApi {
  /**
   * Opens a session with user name and password: (user, password, opts, renew, exclusive).
   *
   * `login(*args, **opts)`, for anyone. Throws AuthError, AuthLockError, ParameterError.
   */
  login: {
    params: { args?: unknown[]; opts?: LoginOptions };
    result: SessionOpened | null;
    keywords: 'opts';
    rest: 'args';
  };
  /**
   * Opens a session with a client certificate or ticket: (proxyuser, proxyauthtype, renew, exclusive).
   *
   * `sslLogin(*args, **opts)`, for anyone. Throws AuthError, AuthLockError, GenericError, ParameterError.
   */
  sslLogin: {
    params: { args?: unknown[]; opts?: SslLoginOptions };
    result: SessionOpened | null;
    keywords: 'opts';
    rest: 'args';
  };
  /**
   * Closes the caller's session, or another one of the caller's; admins may close any.
   *
   * `logout(session_id=nil)`, for who is logged in. Throws AuthError, GenericError, ParameterError.
   */
  logout: { params: { session_id?: number | null }; result: Nothing };
  /**
   * Closes a subsession of the caller's session.
   *
   * `logoutChild(session_id)`, for who is logged in. Throws AuthError, ParameterError.
   */
  logoutChild: { params: { session_id: number }; result: Nothing };
  /**
   * Opens a session under the caller's, which ends with it.
   *
   * `subsession()`, for anyone. Throws AuthError.
   */
  subsession: { params: Record<never, never>; result: SessionOpened | null };
  /**
   * Makes this the only session of its user that may work: (force). With force, who had the lock is logged
   * out.
   *
   * `exclusiveSession(*args, **opts)`, for anyone. Throws AuthLockError, GenericError, ParameterError.
   */
  exclusiveSession: {
    params: { args?: unknown[]; opts?: { force?: boolean } };
    result: Nothing;
    keywords: 'opts';
    rest: 'args';
  };
  /**
   * Gives back the lock of exclusiveSession, so that the user's other sessions may work again.
   *
   * `sharedSession()`, for anyone.
   */
  sharedSession: { params: Record<never, never>; result: Nothing };
  /**
   * The caller's session, or all open sessions of a user: for the user and for admins.
   *
   * `getSessionInfo(details=false, user_id=nil)`, for anyone. Throws ActionNotAllowed, GenericError.
   */
  getSessionInfo: {
    params: { details?: boolean; user_id?: Reference | null };
    result: SessionInfo | SessionInfo[] | null;
    cases: [
      [{ details: true }, SessionInfo[] | null],
      [{ details: boolean }, SessionInfo | SessionInfo[] | null],
      [Record<never, never>, SessionInfo | null],
    ];
  };
  /**
   * The session of this call as text, for a person to read.
   *
   * `showSession()`, for anyone.
   */
  showSession: { params: Record<never, never>; result: string };
  /**
   * An addition to Koji's API. Who calls: id, name and permissions, those through groups included. Nil
   * without a login.
   *
   * `describeLogin()`, for anyone.
   */
  describeLogin: { params: Record<never, never>; result: Login | null };
  /**
   * The caller as getUser answers it, with the kind of login; nil without one.
   *
   * `getLoggedInUser()`, for anyone. Throws GenericError.
   */
  getLoggedInUser: { params: Record<never, never>; result: LoggedInUser | null };
}
