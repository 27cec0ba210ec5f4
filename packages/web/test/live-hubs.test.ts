import { setTimeout as sleep } from 'node:timers/promises';
import { createHub, serve, type Hub } from '@kojikit/hub-core';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import webPages from '@kojikit/web/hub';
import { chromium } from 'playwright-core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { CHROMIUM } from './chromium.js';
import { openEvents } from './event-reader.js';
import { runningTask } from './running-task.js';
import { visitedHub } from './visit.js';

/* A hub process that knows nothing but what the database and the files say. */
async function anotherHub({ hub }: TestHub): Promise<Hub> {
  const another = await createHub({ config: hub.config, database: hub.database, plugins: [webPages] });
  onTestFinished(() => another.close());
  return another;
}

async function serveUntilEnd(hub: Hub, port = 0) {
  const server = await serve(hub, { host: '127.0.0.1', port });
  onTestFinished(() => server.close(0));
  return server;
}

eachDatabase('live updates when the hub is started anew', (open) => {
  it('go on exactly where they were', async () => {
    const site = await runningTask(await visitedHub({}, open));
    await site.append('line 1\nline');
    const address = new URL(await site.eventsOf(`watchlogs?taskID=${site.id}`));
    const first = await serveUntilEnd(await anotherHub(site.hub));
    const at = (url: string) => new URL(`${address.pathname}${address.search}`, url).href;
    const before = await openEvents(at(first.url));
    await site.append(' 2\nline 3\nline');
    expect((await before.until('log')).data).toMatchObject({ first: 2, total: 4 });
    const ended = before.next();
    await first.close();
    expect(await ended).toBe(undefined);
    await site.append(' 4\nline 5\n');
    const second = await serveUntilEnd(await anotherHub(site.hub), Number(new URL(first.url).port));
    const after = await openEvents(at(second.url), before.position);
    expect((await after.until('log')).data).toMatchObject({ first: 4, total: 5 });
    after.leave();
  });

  it('go on in the browser, which connects again by itself', async ({ skip }) => {
    skip(CHROMIUM === undefined, 'there is no Chromium in /usr/bin');
    const site = await runningTask(await visitedHub({}, open));
    await site.append('line 1\n');
    const first = await serveUntilEnd(await anotherHub(site.hub));
    const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const opened = page.waitForResponse(/_events/);
    await page.goto(`${first.url}/koji/watchlogs?taskID=${site.id}`);
    await opened;
    await site.append('line 2\n');
    await page.locator('#L2').waitFor();
    await first.close();
    await site.append('line 3\n');
    await serveUntilEnd(await anotherHub(site.hub), Number(new URL(first.url).port));
    await site.append('line 4\n');
    await page.locator('#L4').waitFor();
    expect(await page.locator('.log .line').allTextContents()).toEqual(
      [1, 2, 3, 4].map((line) => `${line} line ${line}\n`),
    );
  }, 60_000);
});

eachDatabase('live updates over two hub processes on one database', (open) => {
  it('tell what the other one has done', async () => {
    const site = await runningTask(await visitedHub({ config: { Housekeeping: false } }, open));
    // SQLite carries no messages from process to process, and a site on it has one process.
    if (site.hub.engine === 'sqlite') return;
    await site.append('line 1\n');
    const here = await anotherHub(site.hub);
    const { url } = await serveUntilEnd(here);
    // A stream is opened here, and everything is done there.
    site.hub.hub.start();
    here.start();
    await vi.waitFor(() => heard(here, () => site.hub.hub.parts.signals.announce('test')), 20_000);
    const opened = async (page: string) => {
      const { pathname, search } = new URL(await site.eventsOf(page));
      return openEvents(new URL(`${pathname}${search}`, url).href);
    };
    const log = await opened(`watchlogs?taskID=${site.id}`);
    const list = await opened('tasks');
    const admin = await site.hub.as('kojiadmin');
    await sleep(200);
    const times: Record<string, number> = {};
    const measure = async (name: string, events: typeof log, change: () => Promise<unknown>) => {
      const told = events.until(name);
      await change();
      const started = performance.now();
      const event = await told;
      times[name] = Math.max(performance.now() - started, 0);
      return event.data;
    };
    expect(await measure('log', log, () => site.append('line 2\n'))).toMatchObject({ first: 2 });
    await measure('rows', list, () => admin.call('makeTask', ['newRepo', ['f40']]));
    expect(await measure('tasks', log, () => admin.call('cancelTask', [site.id]))).toMatchObject([
      { id: site.id, state: 'canceled' },
    ]);
    const shown = Object.entries(times).map(([name, time]) => `${name} after ${time.toFixed(0)} ms`);
    process.stdout.write(`over two hubs: ${shown.join(', ')}\n`);
    // Far less than the five seconds after which a hub would look by itself.
    expect(Math.max(...Object.values(times))).toBeLessThan(3000);
    log.leave();
    list.leave();
  }, 60_000);
});

async function heard(hub: Hub, announce: () => void): Promise<void> {
  const news = hub.parts.signals.wait(['test'], 0.3);
  announce();
  expect(await news).toBe(true);
}
