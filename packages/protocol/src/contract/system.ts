import type { HubOptions, MultiCallEntry, MultiCallFault } from './shapes.js';

/**
 * How a hub describes one of its methods. Open where it speaks of Python: `argspec` is what Python's inspection returns,
 * and a default may be any value.
 */
export interface ListedMethod {
  name: string;
  doc: string | null;
  args: (string | [name: string, fallback: unknown])[];
  /** The arguments in Python's notation: `(tagInfo, strict=False)`. Older hubs leave it out. */
  argdesc?: string;
  argspec?: unknown;
}

/** Calls about the hub itself. */
export interface SystemApi {
  /**
   * Every method with its arguments, defaults and description.
   *
   * `_listapi()`, for anyone.
   */
  _listapi: { params: Record<never, never>; result: ListedMethod[] };
  /**
   * An addition to Koji's API. Who may call which method, in a few words by its name; without those where
   * that depends on the arguments.
   *
   * `listMethodAccess()`, for anyone.
   */
  listMethodAccess: { params: Record<never, never>; result: Record<string, string> };
  /**
   * The names of all methods.
   *
   * `system.listMethods()`, for anyone.
   */
  'system.listMethods': { params: Record<never, never>; result: string[] };
  /**
   * Part of the XML-RPC introspection; types of arguments are not published.
   *
   * `system.methodSignature(method)`, for anyone.
   */
  'system.methodSignature': { params: { method: string }; result: string };
  /**
   * How to call a method, and what it does.
   *
   * `system.methodHelp(method)`, for anyone.
   */
  'system.methodHelp': { params: { method: string }; result: string };
  /**
   * An addition to Koji's API. Runs several calls in one transaction, a list with the result or a struct
   * with the fault for each. A call that fails undoes only itself.
   *
   * `multiCall(calls)`, for anyone. Throws ActionNotAllowed, AuthError, AuthLockError, GenericError,
   * ParameterError.
   */
  multiCall: { params: { calls: MultiCallEntry[] }; result: (unknown[] | MultiCallFault)[] };
  /**
   * Returns a greeting, to see that calls come through.
   *
   * `hello(*args)`, for anyone. Throws ParameterError.
   */
  hello: { params: { args?: unknown[] }; result: string; rest: 'args' };
  /**
   * Returns its arguments as an array.
   *
   * `echo(*args)`, for anyone. Throws ParameterError.
   */
  echo: { params: { args?: unknown[] }; result: unknown[]; rest: 'args' };
  /**
   * Fails with a GenericError, to test a client's handling of faults.
   *
   * `error()`, for anyone. Throws GenericError.
   */
  error: { params: Record<never, never>; result: never };
  /**
   * Fails with an error that is no fault of Koji's, to test a client's handling of those.
   *
   * `fault()`, for anyone.
   */
  fault: { params: Record<never, never>; result: never };
  /**
   * The version of the API, a number that has been 1 all along.
   *
   * `getAPIVersion()`, for anyone.
   */
  getAPIVersion: { params: Record<never, never>; result: number };
  /**
   * The version of Koji that the hub answers as.
   *
   * `getKojiVersion()`, for anyone.
   */
  getKojiVersion: { params: Record<never, never>; result: string };
  /**
   * Whether the hub takes Maven builds.
   *
   * `mavenEnabled()`, for anyone.
   */
  mavenEnabled: { params: Record<never, never>; result: boolean };
  /**
   * Whether the hub takes Windows builds.
   *
   * `winEnabled()`, for anyone.
   */
  winEnabled: { params: Record<never, never>; result: boolean };
  /**
   * The hub's options, as text or as a struct. Passwords are left out.
   *
   * `showOpts(as_string=true)`, for who holds the permission admin. Throws ActionNotAllowed.
   */
  showOpts: {
    params: { as_string?: boolean };
    result: string | HubOptions;
    cases: [
      [{ as_string: false }, HubOptions],
      [{ as_string: boolean }, string | HubOptions],
      [Record<never, never>, string],
    ];
  };
  /**
   * Every arch that some builder has, in canonical names.
   *
   * `getAllArches()`, for anyone.
   */
  getAllArches: { params: Record<never, never>; result: string[] };
}
