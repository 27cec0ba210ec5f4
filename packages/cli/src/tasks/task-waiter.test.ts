import { GenericError } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { TaskWaiter } from './task-waiter.js';

const never = new AbortController().signal;

/** A hub that answers `waitTask` as it is told and keeps what it was asked. */
function hub(answer: () => Promise<unknown>) {
  const asked: unknown[] = [];
  return {
    asked,
    call: <T>(method: string, params: readonly unknown[] = []): Promise<T> => {
      asked.push([method, ...params]);
      return answer() as Promise<T>;
    },
  };
}

describe('waiting for a task', () => {
  it('lets the hub wait, longer each time but never longer than the interval', async () => {
    const waiting = hub(() => Promise.resolve(false));
    const waiter = new TaskWaiter(waiting, 1.5, never);
    for (let look = 0; look < 3; look++) await waiter.wait(7);
    expect(waiting.asked).toEqual([
      ['waitTask', 7, 0.5],
      ['waitTask', 7, 1],
      ['waitTask', 7, 1.5],
    ]);
  });

  it('polls a hub that cannot wait, which is asked only once', async () => {
    const polled = hub(() => Promise.reject(new GenericError('Invalid method: waitTask')));
    const waiter = new TaskWaiter(polled, 0.01, never);
    await waiter.wait(7);
    await waiter.wait(7);
    expect(polled.asked).toHaveLength(1);
  });

  it('ends at once when it is interrupted', async () => {
    const silent = hub(() => new Promise(() => undefined));
    const stop = new AbortController();
    const waiter = new TaskWaiter(silent, 60, stop.signal);
    const wait = waiter.wait(7);
    stop.abort();
    await expect(wait).resolves.toBeUndefined();
  });

  it('passes on that the hub cannot be reached', async () => {
    const gone = hub(() => Promise.reject(new Error('no connection')));
    await expect(new TaskWaiter(gone, 1, never).wait(7)).rejects.toThrow('no connection');
  });
});
