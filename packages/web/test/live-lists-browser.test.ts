import { encodeResponse, TASK_STATES } from '@kojikit/protocol';
import { describeNeeding } from '@kojikit/testing';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { NO_CHROMIUM } from './chromium.js';
import { liveVisits } from './live-page.js';
import { runningTask } from './running-task.js';
import { visitedHub } from './visit.js';

describeNeeding(NO_CHROMIUM, 'lists that are watched in a browser', () => {
  const { visit, browser } = liveVisits();

  /* Thirty tasks that wait, and an admin who makes more. */
  async function start() {
    const site = await runningTask(await visitedHub());
    for (let count = 0; count < 30; count += 1)
      await site.hub.rows.task({ method: 'newRepo', params: ['f40'] });
    const admin = await site.hub.as('kojiadmin');
    const make = (): Promise<number> => admin.call('makeTask', ['newRepo', ['f41']]);
    return { ...site, admin, make };
  }
  const rowOf = (page: Page, id: number) =>
    page.locator('tr', { has: page.locator(`a[href="taskinfo?taskID=${id}"]`) });
  const topOf = (page: Page, id: number) =>
    page.evaluate<number>(
      `document.querySelector('td a[href="taskinfo?taskID=${id}"]').getBoundingClientRect().top`,
    );

  it('show a new task at the top, follow it, and keep for a while what left', async () => {
    const site = await start();
    await visit(`${site.pages}tasks`, async (page) => {
      const made = await site.make();
      await rowOf(page, made).waitFor();
      const first = page.locator('tbody tr').first();
      expect(await first.textContent()).toContain(`${made} newRepo`);
      await page.locator('#news', { hasText: '1 new' }).waitFor();
      await site.admin.call('cancelTask', [made]);
      await rowOf(page, made).locator('.state.canceled').waitFor();
      const next = await site.make();
      await rowOf(page, next).waitFor();
      expect(await rowOf(page, made).locator('.state.canceled').count()).toBe(1);
    });
  }, 60_000);

  it('move nothing that is read further down, with focus and selection', async () => {
    const site = await start();
    await visit(
      `${site.pages}tasks`,
      async (page) => {
        const read = site.id + 10;
        await rowOf(page, read).locator('a').first().focus();
        await rowOf(page, read).scrollIntoViewIfNeeded();
        await page.evaluate('scrollTo(0, 600)');
        await page.evaluate(`getSelection().selectAllChildren(document.activeElement.closest('td'))`);
        const before = await topOf(page, read);
        const made = [await site.make(), await site.make()];
        for (const id of made) await rowOf(page, id).waitFor({ state: 'attached' });
        await page.waitForTimeout(300);
        expect(Math.abs((await topOf(page, read)) - before)).toBeLessThan(2);
        expect(await page.evaluate('document.activeElement.textContent')).toBe(String(read));
        expect(await page.evaluate('String(getSelection())')).toContain(`${read} newRepo`);
        await site.admin.call('cancelTask', [read]);
        await rowOf(page, read).locator('.state.canceled').waitFor();
        expect(Math.abs((await topOf(page, read)) - before)).toBeLessThan(2);
        expect(await page.evaluate('document.activeElement.textContent')).toBe(String(read));
      },
      { viewport: { width: 1280, height: 600 } },
    );
  }, 60_000);

  it('offer new rows to who points at a row of the top', async () => {
    const site = await start();
    await visit(`${site.pages}tasks`, async (page) => {
      const read = site.id + 29;
      await rowOf(page, read).hover();
      const before = await topOf(page, read);
      const made = await site.make();
      const button = page.getByRole('button', { name: 'Show 1 new' });
      await button.waitFor();
      expect([await topOf(page, read), await rowOf(page, made).count()]).toEqual([before, 0]);
      await button.click();
      await rowOf(page, made).waitFor();
      await button.waitFor({ state: 'hidden' });
    });
  }, 60_000);

  it('are those of the summary, too', async () => {
    const site = await start();
    await visit(`${site.pages}index`, async (page) => {
      const made = await site.make();
      await page
        .locator('tbody tr', { hasText: `${made} newRepo` })
        .first()
        .waitFor();
    });
  }, 60_000);

  it('show a change of state soon', async () => {
    const site = await start();
    await visit(`${site.pages}tasks`, async (page) => {
      const times: number[] = [];
      for (let turn = 0; turn < 10; turn += 1) {
        const id = site.id + 1 + turn;
        const started = performance.now();
        await site.admin.call('cancelTask', [id]);
        await rowOf(page, id).locator('.state.canceled').waitFor();
        times.push(performance.now() - started);
      }
      times.sort((a, b) => a - b);
      const [median, slowest] = [times[5]!, times[9]!].map((time) => time.toFixed(0));
      process.stdout.write(`a change of state is shown after ${median} ms (median), ${slowest} ms at most\n`);
      expect(times[0]).toBeLessThan(5000);
    });
  }, 60_000);

  it('have times of the place where they are read, and UTC without a script', async () => {
    const site = await start();
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
  }, 60_000);
});
