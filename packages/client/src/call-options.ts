/** How a single call is made. */
export interface CallOptions {
  /** Ends the call, its retries and its place in the queue. The promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Seconds without a byte from the hub; default is the client's `timeout`. */
  readonly timeout?: number;
  /**
   * Calls within this session instead of the client's own: for programs that serve many users over one client. Such calls
   * have no number, run side by side and are sent once only. Not for old hubs, which take sessions from the URL.
   */
  readonly session?: { readonly id: number; readonly key: string };
}
