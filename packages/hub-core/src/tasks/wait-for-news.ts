import { GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';

/** Longest wait of one call, in seconds: shorter than the time-outs of proxies in between. */
const LONGEST_WAIT = 60;
/** Seconds between two looks: the signal of another hub process may have been lost. */
const LOOK_EVERY = 5;

/**
 * Holds a call until `happened` answers true or the time is over, and returns which. No transaction is open meanwhile.
 * Throws GenericError when the request has written before, in a multicall: that would be lost.
 * @param timeout seconds, at most 60 count.
 */
export async function waitForNews(
  ctx: Context,
  topics: readonly string[],
  timeout: number,
  happened: () => Promise<boolean>,
): Promise<boolean> {
  if (ctx.db.dirty) throw new GenericError('a call that waits cannot follow one that writes');
  const end = Date.now() + Math.min(Math.max(timeout, 0), LONGEST_WAIT) * 1000;
  const { signal } = ctx.request;
  for (;;) {
    // Listening starts before the look, so that nothing falls in between.
    const seconds = Math.min((end - Date.now()) / 1000, LOOK_EVERY);
    const listening = new AbortController();
    const stop = () => listening.abort();
    // A signal that lives long keeps what AbortSignal.any makes of it, and there are many looks.
    signal?.addEventListener('abort', stop, { once: true });
    const news = ctx.signals.wait(topics, Math.max(seconds, 0), listening.signal);
    const found = await happened().finally(() => ctx.db.release());
    if (found || seconds <= 0 || signal?.aborted) stop();
    await news;
    signal?.removeEventListener('abort', stop);
    if (found) return true;
    if (seconds <= 0 || signal?.aborted) return false;
  }
}
