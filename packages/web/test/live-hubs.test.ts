import { createHub, serve, type Hub } from '@kojikit/hub-core';
import { encodeResponse } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import webPages from '@kojikit/web/hub';
import { chromium, type Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { CHROMIUM, NO_CHROMIUM } from './chromium.js';
import { followEvents, openEvents, type EventReader } from './event-reader.js';
import { balancer, hubProcess } from './hub-processes.js';
import { runningTask, type RunningTask } from './running-task.js';
import { visitedHub } from './visit.js';

/* A hub that knows nothing but what the database and the files say. */
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

/** The same address at another hub. */
const at = (url: string, address: string) => {
  const { pathname, search } = new URL(address);
  return new URL(`${pathname}${search}`, url).href;
};

const linesOf = (html: string) => [...html.matchAll(/id="L(\d+)"/g)].map(([, line]) => Number(line));
/** For a machine that is busy. */
const POLLING = { timeout: 30_000 };

const upTo = (count: number) => [...Array(count).keys()].map((line) => line + 1);

eachDatabase('live updates over several hubs', (open, engine) => {
  it('go on exactly where they were when the hub is started anew', async () => {
    const site = await runningTask(await visitedHub({}, open));
    await site.append('line 1\nline');
    const address = await site.eventsOf(`watchlogs?taskID=${site.id}`);
    const first = await serveUntilEnd(await anotherHub(site.hub));
    const before = await openEvents(at(first.url, address));
    await site.append(' 2\nline 3\nline');
    expect((await before.until('log')).data).toMatchObject({ first: 2, total: 4 });
    const ended = before.next();
    await first.close();
    expect(await ended).toBe(undefined);
    await site.append(' 4\nline 5\n');
    const second = await serveUntilEnd(await anotherHub(site.hub), Number(new URL(first.url).port));
    const after = await openEvents(at(second.url, address), before.position);
    expect((await after.until('log')).data).toMatchObject({ first: 4, total: 5 });
    after.leave();
  });

  // SQLite carries no messages from process to process, and a site on it has one process.
  if (engine === 'sqlite') return;

  /** A task of a hub that tells others what it does, as only one that was started does. */
  async function startedSite(): Promise<RunningTask> {
    const site = await runningTask(await visitedHub({ config: { Housekeeping: false } }, open));
    site.hub.hub.start();
    return site;
  }

  it('tell what another process has done, long before they would look by themselves', async () => {
    const site = await startedSite();
    await site.append('line 1\n');
    const { url } = await hubProcess(site.hub);
    const log = await openEvents(at(url, await site.eventsOf(`watchlogs?taskID=${site.id}`)));
    const list = await openEvents(at(url, await site.eventsOf('tasks')));
    const admin = await site.hub.as('kojiadmin');
    const times: string[] = [];
    const measure = async (name: string, events: EventReader, change: () => Promise<unknown>) => {
      const told = events.until(name);
      await change();
      const started = performance.now();
      const event = await told;
      const time = Math.max(performance.now() - started, 0);
      times.push(`${name} after ${time.toFixed(0)} ms`);
      // A hub looks by itself every five seconds.
      expect(time, name).toBeLessThan(3000);
      return event.data;
    };
    // The first news may come before the process listens to the others.
    await site.append('line 2\n');
    await log.until('log');
    expect(await measure('log', log, () => site.append('line 3\n'))).toMatchObject({ first: 3 });
    await measure('rows', list, () => admin.call('makeTask', ['newRepo', ['f40']]));
    expect(await measure('tasks', log, () => admin.call('cancelTask', [site.id]))).toMatchObject([
      { id: site.id, state: 'canceled' },
    ]);
    process.stdout.write(`over two hubs: ${times.join(', ')}\n`);
    log.leave();
    list.leave();
  });

  it('miss nothing, streams and a page in a browser, when the process they come from is killed (kill -9) and another takes over', async ({
    skip,
  }) => {
    skip(CHROMIUM === undefined, NO_CHROMIUM);
    const site = await startedSite();
    await site.append('line 1\n');
    const [other, page] = await Promise.all([hubProcess(site.hub), newPage()]);
    const front = await balancer(other.url);
    const opened = page.waitForResponse(/_events/);
    await page.goto(`${front.url}/koji/watchlogs?taskID=${site.id}`);
    await opened;
    const address = at(front.url, await site.eventsOf(`watchlogs?taskID=${site.id}`));
    const readers = upTo(5).map(() => ({ lines: [1], states: [] as unknown[] }));
    const following = readers.map(({ lines, states }) =>
      followEvents(address, ({ name, data }) => {
        if (name === 'log') lines.push(...linesOf((data as { html: string }).html));
        if (name === 'tasks') states.push(...(data as { state: string }[]).map(({ state }) => state));
      }),
    );
    for (let line = 2; line <= 60; line += 1) {
      await site.append(`line ${line} zw`);
      await site.append('ölf\n');
      if (line !== 30) continue;
      await expect
        .poll(() => Math.min(...readers.map(({ lines }) => lines.length)), POLLING)
        .toBeGreaterThan(10);
      await page.locator('#L10').waitFor();
      await other.kill();
      front.lead(site.pages);
    }
    await site.host.call('host.closeTask', [site.id, encodeResponse('done')]);
    expect(await Promise.all(following), 'how often each was cut').not.toContain(0);
    for (const { lines, states } of readers) {
      expect(lines).toEqual(upTo(60));
      expect(states.at(-1)).toBe('closed');
    }
    await page.locator('.lead .state.ok').waitFor();
    const lines = await page.locator('.log .line').allTextContents();
    expect(lines).toEqual(upTo(60).map((line) => `${line} line ${line}${line > 1 ? ' zwölf' : ''}\n`));
  });
});

async function newPage(): Promise<Page> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  onTestFinished(() => browser.close());
  return browser.newPage();
}
