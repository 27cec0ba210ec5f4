import { splitKeywords, type HubCall } from '@kojikit/protocol';
import type { Answer, HubConnection, HubSession } from '../hub/connection.js';

interface Asked {
  readonly answers: Promise<readonly Answer[]>;
  readonly stop: AbortController;
  readers: number;
}

/** Asks a hub only once what several readers wait for at one time: many people watch the same list or log. */
export class SharedCalls {
  private readonly byHub = new WeakMap<object, Map<string, Asked>>();

  /** The hub for one more reader. Who leaves, by the signal of the calls, ends them if nobody else waits. */
  over(connection: HubConnection): HubConnection {
    return { ...connection, calls: (...asked) => this.calls(connection, ...asked) };
  }

  private async calls(
    connection: HubConnection,
    asks: readonly HubCall[],
    session?: HubSession,
    signal?: AbortSignal,
  ): Promise<readonly Answer[]> {
    signal?.throwIfAborted();
    const underWay = this.underWay(connection.hub ?? connection);
    const key = JSON.stringify([session?.id, session?.key, asks]);
    let asked = underWay.get(key);
    if (asked === undefined) {
      asked = ask(connection, asks, session);
      underWay.set(key, asked);
      const done = () => underWay.get(key) === asked && underWay.delete(key);
      // Nobody may be left to hear of an error.
      asked.answers.then(done, done);
      // What does not wait tells how things were when it began: that is too old for who has heard of news since.
      if (!asks.some(waits)) setImmediate(done);
    }
    asked.readers += 1;
    let leave = () => {};
    const left = new Promise<never>((resolve, reject) => {
      leave = () => reject(signal?.reason as Error);
    });
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([asked.answers, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
      asked.readers -= 1;
      if (asked.readers === 0) {
        if (underWay.get(key) === asked) underWay.delete(key);
        asked.stop.abort();
      }
    }
  }

  private underWay(hub: object): Map<string, Asked> {
    const known = this.byHub.get(hub) ?? new Map<string, Asked>();
    this.byHub.set(hub, known);
    return known;
  }
}

const waits = ({ params }: HubCall) => splitKeywords(params).keywords['timeout'] !== undefined;

function ask(connection: HubConnection, asks: readonly HubCall[], session: HubSession | undefined): Asked {
  const stop = new AbortController();
  return { answers: connection.calls(asks, session, stop.signal), stop, readers: 0 };
}
