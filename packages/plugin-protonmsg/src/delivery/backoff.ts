/**
 * Milliseconds to wait before the next attempt: doubling from half a second up to `most` seconds, with jitter, so that
 * several hubs do not come back at the same moment.
 * @param failures how often in a row it has failed, from 1.
 */
export function backoff(failures: number, most: number, random: () => number = Math.random): number {
  const full = Math.min(most * 1000, 500 * 2 ** Math.min(failures - 1, 20));
  return full / 2 + (full / 2) * random();
}
