/** Starts in a row that may fail before the whole is given up. */
const MOST_FAILED_STARTS = 5;
/** Seconds until the first restart, doubled with each that follows soon, and the longest. */
const FIRST_PAUSE = 0.5;
const LONGEST_PAUSE = 30;
/** Seconds that a worker must have lived for its death to be no sequel of the one before. */
const LONG_LIFE = 60;

/** The life of a worker that has ended. */
export interface Life {
  /** Whether it has answered requests. */
  readonly answered: boolean;
  readonly seconds: number;
}

/** When to start the next worker in the place of one that died. */
export class RestartPlan {
  private failedStarts = 0;
  private soon = 0;

  /** Returns the seconds to wait, or undefined when there is no use in another try. */
  after({ answered, seconds }: Life): number | undefined {
    this.failedStarts = answered ? 0 : this.failedStarts + 1;
    if (this.failedStarts >= MOST_FAILED_STARTS) return undefined;
    if (seconds >= LONG_LIFE) this.soon = 0;
    const pause = Math.min(FIRST_PAUSE * 2 ** this.soon, LONGEST_PAUSE);
    this.soon += 1;
    return pause;
  }
}
