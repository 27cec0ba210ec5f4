import { BUILD_STATES, encodeResponse, TASK_STATES } from '@kojikit/protocol';
import { describeNeeding, type Caller } from '@kojikit/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { NO_CHROMIUM } from './chromium.js';
import { liveVisits } from './live-page.js';
import { runningTask, type RunningTask } from './running-task.js';
import { sharedHub } from './visit.js';

/* Keeps all that the page announces. */
const NOTE_NEWS = `
  news = [];
  addEventListener('DOMContentLoaded', () => {
    const place = document.getElementById('news');
    new MutationObserver(() => news.push(place.textContent)).observe(place, { childList: true });
  });
`;
/* A browser that is busy lets the page wait for the place of its stream. */
const SLOW_PLACES = `
  const ask = navigator.locks.request.bind(navigator.locks);
  navigator.locks.request = (...asked) => new Promise((done) => setTimeout(() => done(ask(...asked)), 900));
`;
/* How often it is measured how soon a change is shown. */
const TURNS = 6;

describeNeeding(NO_CHROMIUM, 'lists that are watched in a browser', () => {
  const { visit, browser } = liveVisits();

  const hub = sharedHub();
  let site: RunningTask;
  /** The first of thirty tasks that wait. */
  let first: number;
  let admin: Caller;
  beforeAll(async () => {
    site = await runningTask(hub());
    first = site.id + 1;
    for (let count = 0; count < 30; count += 1)
      await site.hub.rows.task({ method: 'newRepo', params: ['f40'] });
    admin = await site.hub.as('kojiadmin');
  });
  const make = (): Promise<number> => admin.call('makeTask', ['newRepo', ['f41']]);
  const rowOf = (page: Page, id: number) =>
    page.locator('tr', { has: page.locator(`a[href="taskinfo?taskID=${id}"]`) });
  const topOf = (page: Page, id: number) =>
    page.evaluate<number>(
      `document.querySelector('td a[href="taskinfo?taskID=${id}"]').getBoundingClientRect().top`,
    );

  it('show a new task at the top, follow it, and keep for a while what left', async () => {
    await visit(`${site.pages}tasks`, async (page) => {
      const made = await make();
      await rowOf(page, made).waitFor();
      expect(await page.locator('tbody tr').first().textContent()).toContain(`${made} newRepo`);
      await page.locator('#news', { hasText: '1 new' }).waitFor();
      await admin.call('cancelTask', [made]);
      await rowOf(page, made).locator('.state.canceled').waitFor();
      const next = await make();
      await rowOf(page, next).waitFor();
      expect(await rowOf(page, made).locator('.state.canceled').count()).toBe(1);
    });
  });

  it('move nothing that is read further down, with focus and selection', async () => {
    await visit(
      `${site.pages}tasks`,
      async (page) => {
        const read = first + 15;
        await rowOf(page, read).locator('a').first().focus();
        await rowOf(page, read).scrollIntoViewIfNeeded();
        await page.evaluate('scrollTo(0, 600)');
        await page.evaluate(`getSelection().selectAllChildren(document.activeElement.closest('td'))`);
        const before = await topOf(page, read);
        const made = [await make(), await make()];
        for (const id of made) await rowOf(page, id).waitFor({ state: 'attached' });
        expect(Math.abs((await topOf(page, read)) - before)).toBeLessThan(2);
        expect(await page.evaluate('document.activeElement.textContent')).toBe(String(read));
        expect(await page.evaluate('String(getSelection())')).toContain(`${read} newRepo`);
        await admin.call('cancelTask', [read]);
        await rowOf(page, read).locator('.state.canceled').waitFor();
        expect(Math.abs((await topOf(page, read)) - before)).toBeLessThan(2);
        expect(await page.evaluate('document.activeElement.textContent')).toBe(String(read));
      },
      { viewport: { width: 1280, height: 600 } },
    );
  });

  it('offer new rows to who points at a row of the top', async () => {
    await visit(`${site.pages}tasks`, async (page) => {
      const read = first + 29;
      await rowOf(page, read).hover();
      const before = await topOf(page, read);
      const made = await make();
      const button = page.getByRole('button', { name: 'Show 1 new' });
      await button.waitFor();
      expect([await topOf(page, read), await rowOf(page, made).count()]).toEqual([before, 0]);
      await button.click();
      await rowOf(page, made).waitFor();
      await button.waitFor({ state: 'hidden' });
    });
  });

  it('are those of the summary, too, with what is one’s own; what was there before is not announced', async () => {
    const { hub, pages, post } = site;
    const context = await browser().newContext();
    try {
      const entered = await post('login', { user: 'alice', password: 'pw' });
      const [name, value] = entered.headers.get('set-cookie')!.split(';')[0]!.split('=') as [string, string];
      await context.addCookies([{ name, value, url: pages }]);
      const page = await context.newPage();
      await page.addInitScript(NOTE_NEWS);
      await page.addInitScript(SLOW_PLACES);
      await page.goto(`${pages}index`);
      const alice = await hub.as('alice');
      const own = page.locator('section', { has: page.getByRole('heading', { name: 'Your tasks' }) });
      const { id } = await hub.rows.task({ owner: 2 });
      await make();
      await own.locator(`a[href="taskinfo?taskID=${id}"]`).waitFor();
      await alice.call('cancelTask', [id]);
      await own.locator('.state.canceled').waitFor();
      const build = await hub.rows.build({ owner: 2, state: BUILD_STATES.BUILDING });
      await make();
      await page.getByRole('link', { name: build.name }).first().waitFor();
      expect(await page.evaluate<string[]>('news')).toContain('sleep (noarch) canceled');
      for (const said of await page.evaluate<string[]>('news'))
        expect(said).toMatch(/^(\d+ new|sleep \(noarch\) canceled)$/);
    } finally {
      await context.close();
    }
  });

  it('show a change of state soon', async () => {
    await visit(`${site.pages}tasks`, async (page) => {
      const times: number[] = [];
      for (let id = first; id < first + TURNS; id += 1) {
        const started = performance.now();
        await admin.call('cancelTask', [id]);
        await rowOf(page, id).locator('.state.canceled').waitFor();
        times.push(performance.now() - started);
      }
      times.sort((a, b) => a - b);
      const [median, slowest] = [times[TURNS / 2]!, times.at(-1)!].map((time) => time.toFixed(0));
      process.stdout.write(`a change of state is shown after ${median} ms (median), ${slowest} ms at most\n`);
      expect(times[0]).toBeLessThan(5000);
    });
  });

  it('have times of the place where they are read, and UTC without a script', async () => {
    const { id } = await site.hub.rows.task({ state: TASK_STATES.OPEN });
    await site.host.call('host.closeTask', [site.id, encodeResponse('done')]);
    const textsOf = async (script: boolean) => {
      const context = await browser().newContext({ timezoneId: 'Asia/Kolkata', javaScriptEnabled: script });
      try {
        const page = await context.newPage();
        const texts: string[] = [];
        for (const address of ['tasks?state=all', `taskinfo?taskID=${id}`]) {
          await page.goto(new URL(address, site.pages).href);
          texts.push((await page.locator('main time').first().textContent())!);
        }
        return texts;
      } finally {
        await context.close();
      }
    };
    for (const text of await textsOf(false)) expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d( UTC|Z)$/);
    for (const text of await textsOf(true))
      expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\+5:30$/);
  });
});
