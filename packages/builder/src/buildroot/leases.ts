/**
 * Which folders are in use, so that the clean-up leaves them alone. Leases live in this process's memory: those of a
 * daemon that was killed end with it.
 */
export class Leases {
  private readonly counts = new Map<string, number>();

  /** Keeps a name from being cleaned up until the returned function is called. */
  take(name: string): () => void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const left = (this.counts.get(name) ?? 1) - 1;
      if (left > 0) this.counts.set(name, left);
      else this.counts.delete(name);
    };
  }

  isHeld(name: string): boolean {
    return this.counts.has(name);
  }
}
