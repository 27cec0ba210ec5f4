import type { CallMethod, HubCall, ResultOfCall, ResultsOf } from '@kojikit/protocol';

/** How an upload went so far. */
export interface UploadProgress {
  /** Bytes sent. */
  sent: number;
  /** Bytes of the file. */
  total: number;
  /** Bytes of the last piece. */
  piece: number;
  /** Seconds the last piece took. */
  pieceSeconds: number;
  /** Seconds since the start. */
  seconds: number;
}

/** How a single call is made. */
export interface HubCallOptions {
  /** Ends the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What comes of calls whose faults are looked at. */
export type SettledResults<Calls extends readonly HubCall[]> = {
  -readonly [Index in keyof Calls]: ResultOfCall<Calls[Index]> | Error;
};

/** The hub as commands see it. */
export interface HubSession {
  /** URL of the hub. */
  readonly url: string;
  readonly loggedIn: boolean;
  /** How the session was opened: `password` or `ssl`. */
  readonly authtype: string | undefined;
  /** Sends a call that was made before. */
  send<Result>(call: HubCall<Result>, options?: HubCallOptions): Promise<Result>;
  /**
   * Calls a method of the contract with its parameters by name. Throws a fault of the hub, HubConnectionError when it
   * cannot be reached, the signal's reason.
   */
  readonly call: CallMethod<HubCallOptions>;
  /** Calls a method that a user has typed: the contract does not check it. */
  callUnchecked(
    method: string,
    positional?: readonly unknown[],
    keywords?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
  /** Calls in one request and one transaction, each in its savepoint. The first fault is thrown. */
  batch<const Calls extends readonly HubCall[]>(calls: Calls): Promise<ResultsOf<Calls>>;
  /** As `batch`, with faults in the places of results. */
  batchSettled<const Calls extends readonly HubCall[]>(calls: Calls): Promise<SettledResults<Calls>>;
  /** Sends a file to the hub's work area, as `path/name`. */
  upload(file: string, path: string, options?: UploadOptions): Promise<void>;
  loginWithPassword(): Promise<void>;
  loginWithCertificate(options: { cert: string; serverCa?: string; proxyUser?: string }): Promise<void>;
  /** A session of the same user, whose calls do not wait for those of this one. It ends with this one. */
  subsession(): Promise<HubSession>;
  /** Ends the session if there is one; errors do not matter any more. */
  logout(): Promise<void>;
  close(): void;
}

/** How a file is uploaded. */
export interface UploadOptions {
  /** Name on the hub. Default: the file's own. */
  name?: string;
  onProgress?: (progress: UploadProgress) => void;
}
