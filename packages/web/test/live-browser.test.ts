import { encodeResponse } from '@kojikit/protocol';
import { describeNeeding } from '@kojikit/testing';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM, NO_CHROMIUM } from './chromium.js';
import { runningTask } from './running-task.js';
import { visitedHub } from './visit.js';

describeNeeding(NO_CHROMIUM, 'live updates in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(() => browser.close());

  async function visit(
    address: string,
    body: (page: Page) => Promise<void>,
    { script = true }: { script?: boolean } = {},
  ) {
    const context = await browser.newContext({ javaScriptEnabled: script });
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text());
    });
    page.on('pageerror', (error) => refused.push(error.message));
    try {
      const opened = script ? page.waitForResponse(/_events/) : undefined;
      await page.goto(address);
      await opened;
      // What a reload would remove.
      if (script) await page.evaluate('window.sameDocument = true');
      await body(page);
      if (script) expect(await page.evaluate('window.sameDocument')).toBe(true);
      expect(refused).toEqual([]);
    } finally {
      await context.close();
    }
  }

  it('show a new task, its end and the result on the page of the task, and keep the focus', async () => {
    const site = await runningTask(await visitedHub());
    await site.append('one\n');
    await visit(`${site.pages}taskinfo?taskID=${site.id}`, async (page) => {
      await page.getByRole('link', { name: 'tail' }).focus();
      const child = await site.host.call<number>('host.subtask', ['newRepo', ['f40'], site.id]);
      await page.locator('#tasktree').getByText(`${child} newRepo`).waitFor();
      await page.locator('#news', { hasText: 'newRepo (f40) free' }).waitFor();
      expect(await page.evaluate('document.activeElement.textContent')).toBe('tail');
      await (await site.hub.as('kojiadmin')).call('cancelTask', [child, false]);
      await page.locator('#tasktree .state.canceled').waitFor();
      await site.host.call('host.closeTask', [site.id, encodeResponse('all well')]);
      await page.locator('h1 .state.ok').waitFor();
      await page.getByText('all well').waitFor();
      await page.getByText('Under way').waitFor({ state: 'detached' });
    });
  }, 60_000);

  it('show every line of a log once and in order, also over a cut', async () => {
    const site = await runningTask(await visitedHub());
    await site.append('line 1\nline');
    await visit(`${site.pages}watchlogs?taskID=${site.id}`, async (page) => {
      expect(await page.locator('#L2').textContent()).toBe('2 line\n');
      await site.append(' 2\n');
      for (let line = 3; line <= 40; line += 1) await site.append(`line ${line} zwölf\n`);
      await page.locator('#L40').waitFor();
      await page.evaluate("dispatchEvent(new Event('pagehide'))");
      for (let line = 41; line <= 60; line += 1) await site.append(`line ${line}\n`);
      await page.evaluate("dispatchEvent(new Event('pageshow'))");
      await page.locator('#L60').waitFor();
      await site.host.call('host.closeTask', [site.id, encodeResponse('done')]);
      await page.locator('.lead .state.ok').waitFor();
      const lines = await page.locator('.log .line').allTextContents();
      expect(lines.map((line) => /^(\d+) line (\d+)/.exec(line)!.slice(1))).toEqual(
        [...Array(60).keys()].map((line) => [`${line + 1}`, `${line + 1}`]),
      );
      expect(await page.locator('#last-line').textContent()).toBe('60');
    });
  }, 60_000);

  it('show the first log of a task when it begins', async () => {
    const site = await runningTask(await visitedHub());
    await visit(`${site.pages}watchlogs?taskID=${site.id}`, async (page) => {
      await page.getByText('There is no log yet').waitFor();
      await site.append('one\n');
      await page.locator('#L1').waitFor();
      await site.append('two\n');
      await page.locator('#L2').waitFor();
    });
  }, 60_000);

  it('change the state in the list of tasks', async () => {
    const site = await runningTask(await visitedHub());
    await visit(`${site.pages}tasks`, async (page) => {
      await page.locator('td .state.running').waitFor();
      await site.host.call('host.closeTask', [site.id, encodeResponse('done')]);
      await page.locator('td .state.ok', { hasText: 'closed' }).waitFor();
    });
  }, 60_000);

  it('are loaded anew without a script', async () => {
    const site = await runningTask(await visitedHub());
    await visit(
      `${site.pages}taskinfo?taskID=${site.id}`,
      async (page) => {
        expect(await page.locator('meta[http-equiv=refresh]').getAttribute('content')).toBe('15');
        await page.getByRole('link', { name: 'Look again' }).waitFor();
      },
      { script: false },
    );
  }, 60_000);
});
