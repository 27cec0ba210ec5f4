import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describeNeeding } from '@kojikit/testing';
import { HtmlValidate } from 'html-validate';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { busySite } from './busy-site.js';
import { CHROMIUM, NO_CHROMIUM } from './chromium.js';

/* Where to keep a picture of every page, for people to look at; none without it. */
const PICTURES = process.env['KOJIKIT_PICTURES'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeNeeding(NO_CHROMIUM, 'the pages in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(() => browser.close());

  async function visit(scheme: 'light' | 'dark', width: number, body: (page: Page) => Promise<void>) {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 } });
    try {
      await body(await context.newPage());
    } finally {
      await context.close();
    }
  }

  it('have nothing that axe finds, scroll sideways nowhere and run nothing hostile, at any width in light and dark', async () => {
    const site = await busySite();
    const problems: string[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      for (const width of PICTURES === undefined ? [320, 1280] : [320, 768, 1280]) {
        await visit(scheme, width, async (page) => {
          page.on('console', (message) => {
            if (/Content Security Policy/.test(message.text())) problems.push(message.text());
          });
          const { name, value } = site.session;
          await page.context().addCookies([{ name, value, url: site.pages }]);
          for (const address of site.addresses) {
            const where = `${address} ${scheme} ${width}`;
            await page.goto(new URL(address, site.pages).href);
            if ((await page.title()) === 'owned') problems.push(`${where}: hostile text ran`);
            const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
            if (wide > 0) problems.push(`${where}: ${wide} px too wide`);
            await page.evaluate(axe);
            const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
              'axe.run().then((result) => result.violations)',
            );
            for (const { id, nodes } of found)
              problems.push(`${where}: ${id}: ${nodes[0]!.html.slice(0, 200)}`);
            if (PICTURES !== undefined) {
              mkdirSync(PICTURES, { recursive: true });
              const name = `${address.replace(/\W+/g, '-')}-${scheme}-${width}.png`;
              await page.screenshot({ path: join(PICTURES, name) });
            }
          }
        });
      }
    }
    expect([...new Set(problems)]).toEqual([]);
  }, 240_000);

  it('lead from a failed task to the failing line, by keyboard alone', async () => {
    const site = await busySite();
    await visit('light', 1280, async (page) => {
      await page.goto(new URL(`taskinfo?taskID=${site.failed}`, site.pages).href);
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.className')).toBe('skip');
      await page.keyboard.press('Enter');
      const telling = page.locator('.failure a', { hasText: 'build.log, line 2501' });
      expect((await telling.boundingBox())!.y).toBeLessThan(900);
      await telling.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/watchlogs.*#L2501$/);
      const line = page.locator('#L2501');
      expect(await line.textContent()).toContain('error: <script>');
      expect((await line.boundingBox())!.y).toBeLessThan(900);
    });
  }, 60_000);

  it('log in, cancel a task and log out', async () => {
    const site = await busySite();
    await visit('light', 1280, async (page) => {
      await page.goto(new URL(`login?page=taskinfo%3FtaskID%3D${site.child + 2}`, site.pages).href);
      await page.getByLabel('Name').fill('kojiadmin');
      await page.getByLabel('Password').fill('pw');
      await page.getByRole('button', { name: 'Log in', exact: true }).click();
      await page.waitForURL(/taskinfo/);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.waitForURL(/taskinfo/);
      expect(await page.locator('h1').textContent()).toContain('canceled');
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.getByRole('link', { name: 'Log in' }).waitFor();
    });
  }, 60_000);
});

describe('the HTML of the pages', () => {
  it('is as the standard has it', async () => {
    const site = await busySite();
    const validator = new HtmlValidate({
      extends: ['html-validate:standard'],
      rules: { 'void-style': 'off', 'no-trailing-whitespace': 'off', 'attr-quotes': 'error' },
    });
    const cookie = { cookie: `${site.session.name}=${site.session.value}` };
    const problems: string[] = [];
    for (const address of site.addresses) {
      const report = await validator.validateString(await (await site.get(address, cookie)).text());
      for (const { messages } of report.results)
        for (const { ruleId, message, line } of messages)
          problems.push(`${address}:${line}: ${ruleId}: ${message}`);
    }
    expect(problems).toEqual([]);
  });

  it('leads nowhere that is not there', async () => {
    const site = await busySite();
    const seen = new Map<string, string>(site.addresses.map((address) => [address, '']));
    const broken: string[] = [];
    for (const [address, from] of seen) {
      if (address === 'nonsense') continue;
      const response = await site.get(address, { cookie: `${site.session.name}=${site.session.value}` });
      if (response.status !== 200) broken.push(`${from} -> ${address}: ${response.status}`);
      const text = await response.text();
      if (from !== '' || !(response.headers.get('content-type') ?? '').includes('html')) continue;
      for (const [, link] of text.matchAll(/href="(?!https?:)([a-z][^"]*)"/g)) {
        const target = link!.replaceAll('&#39;', "'").replaceAll('&amp;', '&').replace(/#.*/, '');
        if (!seen.has(target)) seen.set(target, address);
      }
    }
    expect(broken).toEqual([]);
    expect(seen.size).toBeGreaterThan(50);
  }, 60_000);
});
