/** Attempts to log in whose passwords are being looked at, by their keys. */
export class UndecidedLogins {
  private readonly counts = new Map<string, number>();
  private waiting: (() => void)[] = [];

  /** Notes an attempt; the returned function says that it is decided. */
  begin(keys: readonly string[]): () => void {
    for (const key of keys) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    return () => {
      for (const key of keys) {
        const left = (this.counts.get(key) ?? 1) - 1;
        if (left > 0) this.counts.set(key, left);
        else this.counts.delete(key);
      }
      const told = this.waiting;
      this.waiting = [];
      for (const tell of told) tell();
    };
  }

  has(keys: readonly string[]): boolean {
    return keys.some((key) => this.counts.has(key));
  }

  /** Resolves when the next attempt of anybody is decided. */
  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
