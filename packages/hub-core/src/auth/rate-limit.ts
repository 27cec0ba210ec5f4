/** How much is allowed: so many at once, and after these one more in every so many milliseconds. */
export interface Allowance {
  readonly burst: number;
  readonly pause: number;
}

/**
 * Counts events per key and says how long the next one of a key has to wait. What is kept of a key is one moment: when its
 * debt will be paid off. Keys without debt are forgotten, and of too many the oldest.
 */
export class RateLimit {
  private readonly paid = new Map<string, number>();

  constructor(
    private readonly allowance: Allowance,
    private readonly keys = 20_000,
  ) {}

  /** Milliseconds until the next event of this key is within the allowance; 0 when it is now. */
  wait(key: string, now: number): number {
    const { burst, pause } = this.allowance;
    return Math.max((this.paid.get(key) ?? now) - now - (burst - 1) * pause, 0);
  }

  /** Counts an event, or takes one back. */
  count(key: string, now: number, events: 1 | -1 = 1): void {
    const due = Math.max(this.paid.get(key) ?? now, now) + events * this.allowance.pause;
    this.paid.delete(key);
    if (due <= now) return;
    this.paid.set(key, due);
    if (this.paid.size > this.keys) this.makeRoom(now);
  }

  private makeRoom(now: number): void {
    for (const [key, due] of this.paid) if (due <= now) this.paid.delete(key);
    for (const key of this.paid.keys()) {
      if (this.paid.size <= this.keys) return;
      this.paid.delete(key);
    }
  }
}
