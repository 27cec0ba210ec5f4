/** How a child process ended: an exit status, or the signal that killed it. */
export interface ExitStatus {
  /** The process's exit status; `undefined` when a signal killed it. */
  readonly code: number | undefined;
  /** Number of the signal that killed it; `undefined` when it exited by itself. */
  readonly signal: number | undefined;
  /** Why it ended so, where that is known: a limit that it ran into. */
  readonly reason?: string;
}

/** Whether the process exited by itself with status 0. */
export function succeeded(status: ExitStatus): boolean {
  return status.code === 0;
}

/** Says how a process ended in the words of Koji's fault texts: `NAME exited with status N`, and why if that is known. */
export function describeExit(status: ExitStatus, name: string | readonly string[]): string {
  const subject = typeof name === 'string' ? name : name.join(' ');
  const why = status.reason === undefined ? '' : `: ${status.reason}`;
  if (status.signal !== undefined) return `${subject} was killed by signal ${status.signal}${why}`;
  return `${subject} exited with status ${status.code ?? 'unknown'}${why}`;
}
