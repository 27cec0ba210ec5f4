/** Where a task's or the daemon's own messages go: the daemon's log, not the task's output. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
