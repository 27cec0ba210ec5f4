import type { HubCall } from '@kojikit/protocol';
import type { Answer, HubConnection, HubSession } from '../hub/connection.js';

interface Asked {
  readonly answers: Promise<readonly Answer[]>;
  readonly stop: AbortController;
  readers: number;
}

/** Asks a hub only once what several readers wait for at one time: many people watch the same list or log. */
export class SharedCalls {
  private readonly underWay = new Map<string, Asked>();

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
    const key = JSON.stringify([session?.id, session?.key, asks]);
    const asked = this.underWay.get(key) ?? this.ask(key, connection, asks, session);
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
        if (this.underWay.get(key) === asked) this.underWay.delete(key);
        asked.stop.abort();
      }
    }
  }

  private ask(
    key: string,
    connection: HubConnection,
    asks: readonly HubCall[],
    session: HubSession | undefined,
  ): Asked {
    const stop = new AbortController();
    const done = () => {
      if (this.underWay.get(key) === asked) this.underWay.delete(key);
    };
    const answers = connection.calls(asks, session, stop.signal);
    const asked: Asked = { answers, stop, readers: 0 };
    // Nobody may be left to hear of an error.
    answers.then(done, done);
    this.underWay.set(key, asked);
    return asked;
  }
}
