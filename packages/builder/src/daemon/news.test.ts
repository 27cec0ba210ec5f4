import { callMethod, GenericError, splitKeywords, uncheckedCall, type HubCall } from '@kojikit/protocol';
import { expect, it, onTestFinished, vi } from 'vitest';
import { quiet } from '../../test/root-setup.js';
import type { HubSession } from '../hub/hub-session.js';
import { Wakeup } from '../tasks/wakeup.js';
import { News } from './news.js';

/** A session whose `host.waitTasks` answers as it is told; the first question has timeout 0. */
function session(answer: (timeout: number) => Promise<boolean>): HubSession {
  const send = async <Result>({ params }: HubCall<Result>) =>
    (await answer(Number(splitKeywords(params).keywords['timeout']))) as Result;
  const made: HubSession = {
    sessionId: 1,
    send,
    call: callMethod(send),
    callUnchecked: (...call) => send(uncheckedCall(...call)),
    uploadPiece: () => Promise.resolve(),
    uploadFile: () => Promise.resolve(),
    uploadStream: () => Promise.resolve(),
    subsession: () => Promise.resolve(made),
    logout: () => Promise.resolve(),
    close: () => {},
  };
  return made;
}

/** Time passes in this test when the test says so. */
function stopClock(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

it('looks every sleeptime where the hub cannot tell of news', async () => {
  stopClock();
  const news = new News(
    session(() => Promise.reject(new GenericError('Invalid method: host.waitTasks'))),
    new Wakeup(),
    15,
    quiet,
  );
  let looks = 0;
  const waiting = news.wait(false).then(() => looks++);
  await vi.advanceTimersByTimeAsync(14_900);
  expect(looks).toBe(0);
  await vi.advanceTimersByTimeAsync(100);
  await waiting;
  expect(looks).toBe(1);
});

/** Seconds that no test waits: what is woken by nothing else hangs. */
const NEVER = 86_400;

it('is woken by a task of its own that ends', async () => {
  const local = new Wakeup();
  const news = new News(
    session(() => Promise.reject(new GenericError('Invalid method'))),
    local,
    NEVER,
    quiet,
  );
  setTimeout(() => local.wake(), 50);
  await news.wait(false);
});

it('is woken by the hub, also by what happens between two waits', async () => {
  let questions = 0;
  let tell: (value: boolean) => void = () => undefined;
  const answer = (timeout: number) => {
    if (timeout === 0) return Promise.resolve(false);
    questions++;
    return new Promise<boolean>((resolve) => (tell = resolve));
  };
  const local = new Wakeup();
  const news = new News(session(answer), local, NEVER, quiet);
  const first = news.wait(true);
  await expect.poll(() => questions, { timeout: 60_000 }).toBe(1);
  tell(true);
  await first;
  const second = news.wait(true);
  await expect.poll(() => questions, { timeout: 60_000 }).toBe(2);
  local.wake();
  await second;
  tell(true);
  await news.wait(true);
  news.close();
});

it('does not ask without pause when the news are of no use', async () => {
  stopClock();
  const start = Date.now();
  const asked: number[] = [];
  const answer = (timeout: number) => {
    if (timeout > 0) asked.push((Date.now() - start) / 1000);
    return Promise.resolve(timeout > 0);
  };
  const news = new News(session(answer), new Wakeup(), 1, quiet);
  const asking = async (): Promise<void> => {
    while (asked.length < 5) await news.wait(false);
  };
  const done = asking();
  await vi.advanceTimersByTimeAsync(5000);
  await done;
  // A quarter of a second before the second question, then twice as long each time, up to `sleeptime`.
  expect(asked.slice(0, 5)).toEqual([0, 0.25, 0.75, 1.75, 2.75]);
  news.close();
});
