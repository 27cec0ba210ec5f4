import type {
  LoggedInUser,
  Login,
  Nothing,
  Reference,
  SessionInfo,
  SessionOpened,
  Struct,
} from './shapes.js';

/** What login takes by name; a client may give it by position too. */
export interface LoginOptions {
  user?: string;
  password?: string;
  opts?: Struct | null;
  renew?: boolean;
  exclusive?: boolean;
}

/** Logging in, and what a session is. */
export interface AuthApi {
  login: {
    params: { args?: unknown[]; opts?: LoginOptions };
    result: SessionOpened | null;
    keywords: 'opts';
    rest: 'args';
  };
  sslLogin: {
    params: { args?: unknown[]; opts?: Struct };
    result: SessionOpened | null;
    keywords: 'opts';
    rest: 'args';
  };
  logout: { params: { session_id?: number | null }; result: Nothing };
  logoutChild: { params: { session_id: number }; result: Nothing };
  subsession: { params: Record<never, never>; result: SessionOpened | null };
  exclusiveSession: {
    params: { args?: unknown[]; opts?: Struct };
    result: Nothing;
    keywords: 'opts';
    rest: 'args';
  };
  sharedSession: { params: Record<never, never>; result: Nothing };
  getSessionInfo: {
    params: { details?: boolean; user_id?: Reference | null };
    result: SessionInfo | SessionInfo[] | null;
    cases: [
      [{ details: true }, SessionInfo[] | null],
      [{ details: boolean }, SessionInfo | SessionInfo[] | null],
      [Record<never, never>, SessionInfo | null],
    ];
  };
  showSession: { params: Record<never, never>; result: string };
  /** An addition to Koji's API: what pages ask with the first question of each visit. */
  describeLogin: { params: Record<never, never>; result: Login | null };
  getLoggedInUser: { params: Record<never, never>; result: LoggedInUser | null };
}
