/**
 * Who waits for what, in this process. Long-poll calls wait on a topic; operations announce topics after their commit.
 * A second hub process on the same database is not heard here, so waiters also look again now and then.
 */
export class Signals {
  private readonly waiters = new Map<string, Set<() => void>>();

  /** Wakes everybody who waits for the topic. */
  announce(topic: string): void {
    const waiting = this.waiters.get(topic);
    if (waiting === undefined) return;
    this.waiters.delete(topic);
    for (const wake of waiting) wake();
  }

  /** Resolves true when one of the topics is announced, false after `seconds` or when `signal` aborts. */
  wait(topics: readonly string[], seconds: number, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (answer: boolean) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        for (const topic of topics) this.forget(topic, wake);
        resolve(answer);
      };
      const wake = () => finish(true);
      const giveUp = () => finish(false);
      const timer = setTimeout(giveUp, seconds * 1000);
      signal?.addEventListener('abort', giveUp, { once: true });
      for (const topic of topics) this.remember(topic, wake);
      if (signal?.aborted) giveUp();
    });
  }

  private remember(topic: string, wake: () => void): void {
    const waiting = this.waiters.get(topic);
    if (waiting) waiting.add(wake);
    else this.waiters.set(topic, new Set([wake]));
  }

  private forget(topic: string, wake: () => void): void {
    const waiting = this.waiters.get(topic);
    if (waiting?.delete(wake) && waiting.size === 0) this.waiters.delete(topic);
  }
}
