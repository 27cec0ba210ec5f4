import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two looks whether all has ended. */
const LOOK_EVERY = 10;

/** Counts what a hub is doing, whoever is still waiting for it: all of it needs the database until it ends. */
export class UnderWay {
  private count = 0;

  begin(): void {
    this.count += 1;
  }

  end(): void {
    this.count -= 1;
  }

  /** Resolves when nothing is under way, or after some milliseconds. */
  async ended(patience: number): Promise<void> {
    const deadline = performance.now() + patience;
    while (this.count > 0 && performance.now() < deadline) await sleep(LOOK_EVERY);
  }
}
