import type { Registry } from 'prom-client';

/** The numbers of one process, as the library writes them for others to add up. */
export type Numbers = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** What a worker says to the supervisor. */
export type FromWorker =
  | { readonly kojikit: 'answers'; readonly url: string }
  /** Somebody asked this worker for the numbers of all. */
  | { readonly kojikit: 'collect'; readonly id: number }
  /** Its own numbers, which were asked for. */
  | { readonly kojikit: 'numbers'; readonly id: number; readonly numbers: Numbers };

/** What the supervisor says to a worker. */
export type ToWorker =
  | { readonly kojikit: 'stop' }
  | { readonly kojikit: 'count'; readonly id: number }
  | { readonly kojikit: 'collected'; readonly id: number; readonly parts: readonly Numbers[] };

/** Whether it is one of these: libraries may send messages of their own over the same channel. */
export function isOurs<Message extends FromWorker | ToWorker>(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && 'kojikit' in message;
}
