import { GenericError } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { quiet } from '../../test/root-setup.js';
import type { HubSession } from '../hub/hub-session.js';
import { Wakeup } from '../tasks/wakeup.js';
import { News } from './news.js';

/** A session whose `host.waitTasks` answers as it is told; the first question has timeout 0. */
function session(answer: (timeout: number) => Promise<boolean>): HubSession {
  const made: HubSession = {
    sessionId: 1,
    call: async <Result>(...[, args]: Parameters<HubSession['call']>) =>
      (await answer(Number(args?.[0]))) as Result,
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

it('is woken by a task of its own that ends', async () => {
  const local = new Wakeup();
  const news = new News(
    session(() => Promise.reject(new GenericError('Invalid method'))),
    local,
    10,
    quiet,
  );
  setTimeout(() => local.wake(), 50);
  expect(await seconds(news.wait(false))).toBeLessThan(5);
});

it('is woken by the hub, also by what happens between two waits', async () => {
  let tell: ((value: boolean) => void) | undefined;
  const answer = (timeout: number) =>
    timeout === 0 ? Promise.resolve(false) : new Promise<boolean>((resolve) => (tell = resolve));
  const news = new News(session(answer), new Wakeup(), 10, quiet);
  setTimeout(() => tell?.(true), 50);
  expect(await seconds(news.wait(true))).toBeLessThan(5);
  const second = news.wait(true);
  await expect.poll(() => tell !== undefined).toBe(true);
  setTimeout(() => tell?.(true), 50);
  expect(await seconds(second)).toBeLessThan(5);
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
  const end = Date.now() + 1200;
  while (Date.now() < end) await news.wait(false);
  news.close();
  expect(questions).toBeGreaterThan(1);
  expect(questions).toBeLessThan(8);
});
