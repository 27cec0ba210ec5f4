/** Something to wait for that may have happened already: a wake-up before the wait ends the next wait at once. */
export class Wakeup {
  private pending = false;
  private waiter: (() => void) | undefined;

  wake(): void {
    this.pending = true;
    this.waiter?.();
  }

  /**
   * Waits until somebody calls `wake`.
   * @param signal Ends the wait with its reason.
   * @param milliseconds Most time to wait; default: for ever.
   */
  async wait(signal?: AbortSignal, milliseconds?: number): Promise<void> {
    signal?.throwIfAborted();
    if (!this.pending) {
      let timer: NodeJS.Timeout | undefined;
      let onAbort = (): void => undefined;
      await new Promise<void>((resolve) => {
        onAbort = resolve;
        this.waiter = resolve;
        signal?.addEventListener('abort', onAbort, { once: true });
        if (milliseconds !== undefined) timer = setTimeout(resolve, milliseconds);
      });
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
    this.waiter = undefined;
    this.pending = false;
    signal?.throwIfAborted();
  }
}
