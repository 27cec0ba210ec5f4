import { callMethod, GenericError, splitKeywords, uncheckedCall, type HubCall } from '@kojikit/protocol';
import { expect, it } from 'vitest';
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

async function seconds(work: Promise<void>): Promise<number> {
  const start = Date.now();
  await work;
  return (Date.now() - start) / 1000;
}

it('looks every sleeptime where the hub cannot tell of news', async () => {
  const news = new News(
    session(() => Promise.reject(new GenericError('Invalid method: host.waitTasks'))),
    new Wakeup(),
    0.2,
    quiet,
  );
  expect(await seconds(news.wait(false))).toBeGreaterThan(0.15);
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
  let questions = 0;
  const news = new News(
    session((timeout) => Promise.resolve(timeout > 0 && ++questions > 0)),
    new Wakeup(),
    1,
    quiet,
  );
  const asking = async (): Promise<void> => {
    while (questions < 4) await news.wait(false);
  };
  // A quarter of a second before the second question, then twice as long each time.
  expect(await seconds(asking())).toBeGreaterThan(1.5);
  news.close();
});
