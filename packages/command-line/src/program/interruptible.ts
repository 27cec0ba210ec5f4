import { constants } from 'node:os';

/** What a signal has ended before its time. */
export class Interrupted extends Error {
  /** The exit status that tells of the signal: 130 of SIGINT. */
  readonly exitCode: number;

  /** @param left what is left. */
  constructor(name: NodeJS.Signals, left: string) {
    super(`interrupted by ${name}: ${left}`);
    this.exitCode = 128 + constants.signals[name];
  }
}

/**
 * Does work that SIGINT (Ctrl-C) and SIGTERM give up: they abort the signal that the work gets. Throws Interrupted
 * when the work has given up.
 * @param left what the work leaves when it is given up.
 */
export async function interruptible<T>(left: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const giveUp = (name: NodeJS.Signals) => controller.abort(new Interrupted(name, left));
  const names: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];
  for (const name of names) process.on(name, giveUp);
  try {
    return await work(signal);
  } catch (error) {
    // A program that was ended for it rejects with an error about that.
    if (error instanceof Error && signal.aborted && error.cause === signal.reason) throw signal.reason;
    throw error;
  } finally {
    for (const name of names) process.off(name, giveUp);
  }
}
