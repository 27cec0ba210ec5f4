import { setTimeout as delay } from 'node:timers/promises';

/** Waits for some milliseconds, or until the signal is aborted; then it just returns. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
}
