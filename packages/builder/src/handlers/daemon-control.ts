/** What tasks about the daemon itself may do with it. */
export interface DaemonControl {
  readonly hostId: number;
  /** When the daemon's session began, in seconds since 1970. */
  readonly startTime: number;
  /** Restarts the daemon as soon as no task is at work; no new task is taken meanwhile. */
  requestRestart(): void;
  /** Ends the daemon; tasks at work are given back. */
  requestShutdown(): void;
}
