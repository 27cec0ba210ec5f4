import { setImmediate } from 'node:timers/promises';

/** Milliseconds that long work may take before others get their turn. */
const SLICE = 8;

/** Long work asks it again and again for a pause, and gets one when it has kept everybody waiting for a while. */
export class Breath {
  private since = performance.now();

  /** Whether the others have waited long enough; then `take` is due. */
  get due(): boolean {
    return performance.now() - this.since > SLICE;
  }

  async take(): Promise<void> {
    await setImmediate();
    this.since = performance.now();
  }
}
