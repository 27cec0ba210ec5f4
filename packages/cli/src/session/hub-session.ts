/** A call inside a multicall. */
export interface BatchCall {
  method: string;
  params?: readonly unknown[];
  keywords?: Readonly<Record<string, unknown>>;
}

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

/** The hub as commands see it. Results are what the hub answers; the caller names the shape it relies on. */
export interface HubSession {
  /** URL of the hub. */
  readonly url: string;
  readonly loggedIn: boolean;
  /** How the session was opened: `password` or `ssl`. */
  readonly authtype: string | undefined;
  /**
   * Calls a method; keyword arguments are named in the last parameter.
   *
   * @throws a fault of the hub, HubConnectionError when it cannot be reached, the signal's reason
   */
  call<T = unknown>(
    method: string,
    params?: readonly unknown[],
    keywords?: Readonly<Record<string, unknown>>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<T>;
  /** Calls in one request and one transaction each in its savepoint. The first fault is thrown. */
  batch<T = unknown>(calls: readonly BatchCall[]): Promise<T[]>;
  /** As `batch`, with faults in the places of results. */
  batchSettled<T = unknown>(calls: readonly BatchCall[]): Promise<Array<T | Error>>;
  /** Sends a file to the hub's work area, as `path/name`. */
  upload(file: string, path: string, options?: UploadOptions): Promise<void>;
  loginWithPassword(): Promise<void>;
  loginWithCertificate(options: { cert: string; serverCa?: string; proxyUser?: string }): Promise<void>;
  /** Ends the session if there is one; errors do not matter any more. */
  logout(): Promise<void>;
  close(): void;
}

export interface UploadOptions {
  /** Name on the hub. Default: the file's own. */
  name?: string;
  onProgress?: (progress: UploadProgress) => void;
}
