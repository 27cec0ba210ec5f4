import { GenericError, hubCall, type HubCall } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { Waiter } from './waiter.js';

const never = new AbortController().signal;
const wait = { call: (timeout: number) => hubCall('waitTask', { task_id: 7, timeout }) };

/** A hub that answers as it is told and keeps what it was asked. */
function hub(answer: (signal?: AbortSignal) => Promise<unknown>) {
  const asked: unknown[] = [];
  return {
    asked,
    send: <T>(call: HubCall<T>, options: { signal?: AbortSignal } = {}): Promise<T> => {
      asked.push(call);
      return answer(options.signal) as Promise<T>;
    },
  };
}

/** Never answers, but ends with the signal. */
const silence = (signal?: AbortSignal): Promise<never> =>
  new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });

describe('waiting for news', () => {
  it('lets the hub wait as long as proxies allow, or as long as it is told', async () => {
    const waiting = hub(() => Promise.resolve(true));
    const waiter = new Waiter(waiting, 60, never);
    expect(await waiter.wait(wait)).toBe(true);
    await waiter.wait({ ...wait, longest: 3 });
    expect(waiting.asked).toEqual([wait.call(25), wait.call(3)]);
  });

  it('polls a hub that cannot wait, which is asked only once', async () => {
    const polled = hub(() => Promise.reject(new GenericError('Invalid method: waitTask')));
    const waiter = new Waiter(polled, 0.01, never);
    await waiter.wait(wait);
    await waiter.wait(wait);
    expect(polled.asked).toHaveLength(1);
  });

  it('asks again after a fault that says nothing about the method', async () => {
    const busy = hub(() => Promise.reject(new GenericError('query returned no rows')));
    const waiter = new Waiter(busy, 0.01, never);
    await waiter.wait(wait);
    await waiter.wait(wait);
    expect(busy.asked).toHaveLength(2);
  });

  it('takes a connection that breaks as no news, and waits for less than that the next time', async () => {
    const breaking = hub(() => Promise.reject(new Error('socket hang up')));
    const waiter = new Waiter(breaking, 0.01, never);
    await expect(waiter.wait(wait)).resolves.toBeUndefined();
    await waiter.wait(wait);
    expect(breaking.asked).toEqual([wait.call(25), wait.call(12.5)]);
  });

  it('ends at once when it is interrupted, and so does the call', async () => {
    const silent = hub(silence);
    const stop = new AbortController();
    const waiter = new Waiter(silent, 60, stop.signal);
    const waited = waiter.wait(wait);
    stop.abort();
    await expect(waited).resolves.toBeUndefined();
  });

  it('gives up an answer that does not come', async () => {
    const waiter = new Waiter(hub(silence), 0.01, never);
    await expect(waiter.wait({ ...wait, longest: 0.01 })).resolves.toBeUndefined();
  });
});
