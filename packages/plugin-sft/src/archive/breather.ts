import { setImmediate as turn } from 'node:timers/promises';

const INTERVAL_MS = 100;

/**
 * Lets other work of the program have its turn now and then. The archiver reads synchronously, which is much faster;
 * without a pause it would not notice that whoever started it is gone.
 */
export class Breather {
  private last = Date.now();

  /** To be called often; costs next to nothing when it is not time yet. */
  breathe(): Promise<void> | undefined {
    if (Date.now() - this.last < INTERVAL_MS) return undefined;
    return turn().then(() => void (this.last = Date.now()));
  }
}
