/**
 * Which folders are in use, so that the clean-up leaves them alone. Leases live in this process's memory: those of a
 * daemon that was killed end with it.
 */
export class Leases {
  private readonly counts = new Map<string, number>();
  private readonly waiting = new Set<() => void>();

  /** Keeps a name from being cleaned up until the returned function is called. */
  take(name: string): () => void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const left = (this.counts.get(name) ?? 1) - 1;
      if (left > 0) this.counts.set(name, left);
      else {
        this.counts.delete(name);
        for (const look of [...this.waiting]) look();
      }
    };
  }

  /** Takes a lease when nobody else has one of that name. Rejects with the signal's reason when that fires first. */
  async takeAlone(name: string, signal: AbortSignal): Promise<() => void> {
    for (;;) {
      signal.throwIfAborted();
      if (!this.isHeld(name)) return this.take(name);
      await new Promise<void>((resolve) => {
        const look = (): void => {
          this.waiting.delete(look);
          signal.removeEventListener('abort', look);
          resolve();
        };
        this.waiting.add(look);
        signal.addEventListener('abort', look, { once: true });
      });
    }
  }

  isHeld(name: string): boolean {
    return this.counts.has(name);
  }
}
