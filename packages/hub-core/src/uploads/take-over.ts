import { GenericError } from '@kojikit/protocol';

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<unknown>;
}

/** What is being written in this process, by path. */
const running = new Map<string, Running>();

/**
 * Writes a file alone in this process. Whoever comes later takes the file over: senders repeat a piece whose connection broke,
 * and often know of that before the hub does. The earlier one is told to stop, and has ended before `body` begins, so that it
 * cuts nothing off that was written since. What it throws then reaches nobody but its own sender.
 */
export async function takeOver<T>(path: string, body: (stopped: AbortSignal) => Promise<T>): Promise<T> {
  const earlier = running.get(path);
  const stop = new AbortController();
  const work = (async () => {
    earlier?.stop.abort();
    await earlier?.ended;
    return body(stop.signal);
  })();
  const mine = { stop, ended: work.catch(() => undefined) };
  running.set(path, mine);
  try {
    return await work;
  } finally {
    if (running.get(path) === mine) running.delete(path);
  }
}

/** The pieces of a body until the signal says stop. Throws GenericError then, also while it waits for a piece. */
export async function* untilStopped(
  body: AsyncIterable<Uint8Array>,
  stopped: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const refused = new Promise<never>((resolve, reject) => {
    const refuse = () => reject(new GenericError('a later upload of this file has taken its place'));
    if (stopped.aborted) refuse();
    else stopped.addEventListener('abort', refuse, { once: true });
  });
  refused.catch(() => undefined);
  const pieces = body[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([pieces.next(), refused]);
    if (next.done) return;
    yield next.value;
  }
}
