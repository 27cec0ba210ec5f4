const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Resolves with the first SIGINT or SIGTERM. A second one finds nobody who handles it, and ends the process at once.
 * @param again told of the second one before that.
 */
export function stopSignal(again: () => void = () => undefined): Promise<void> {
  return new Promise((resolve) => {
    const first = (): void => {
      // In this order: who listens no more for a moment misses a signal that came with the first.
      for (const name of SIGNALS) process.on(name, second).off(name, first);
      resolve();
    };
    const second = (name: NodeJS.Signals): void => {
      again();
      for (const each of SIGNALS) process.off(each, second);
      process.kill(process.pid, name);
    };
    for (const name of SIGNALS) process.on(name, first);
  });
}
