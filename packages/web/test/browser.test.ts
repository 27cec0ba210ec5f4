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

/** Pixels; 640 is 1280 at 200 %. */
const WIDTHS = [320, 390, 640, 1024, 1600];
/** A4 between margins of 1 cm. */
const PAPER = 718;
/** What axe judges by colours alone, and so once more in the dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** Visits at a time: while one page is laid out, the hub answers for the other. */
const TABS = 2;
/** The text spacing that WCAG 1.4.12 wants to be possible. */
const SPACED = `{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }');
  document.adoptedStyleSheets = [sheet];
}`;

describeNeeding(NO_CHROMIUM, 'the pages in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  async function visit(scheme: 'light' | 'dark', width: number, body: (page: Page) => Promise<void>) {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 } });
    try {
      await body(await context.newPage());
    } finally {
      await context.close();
    }
  }

  it('have nothing that axe finds, scroll sideways nowhere and run nothing hostile: light, dark and in forced colours', async () => {
    const site = await busySite();
    const problems = new Set<string>();
    const context = await browser.newContext({ colorScheme: 'light' });
    await context.addCookies([{ ...site.session, url: site.pages }]);
    const waiting = [...site.addresses];
    await Promise.all(
      Array.from({ length: TABS }, async () => {
        const page = await context.newPage();
        page.on('console', (message) => {
          if (/Content Security Policy/.test(message.text())) problems.add(message.text());
        });
        for (let address = waiting.shift(); address !== undefined; address = waiting.shift())
          for (const problem of await problemsOf(page, address, new URL(address, site.pages)))
            problems.add(problem);
      }),
    );
    await context.close();
    expect([...problems]).toEqual([]);
  }, 600_000);

  /** What is wrong with one page at all widths, in every scheme; the page is loaded once. */
  async function problemsOf(page: Page, address: string, url: URL): Promise<string[]> {
    const problems: string[] = [];
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await page.setViewportSize({ width: 320, height: 900 });
    await page.goto(url.href);
    await page.evaluate(axe);
    problems.push(...(await foundByAxe(page, address, {})));
    for (const width of WIDTHS) problems.push(...(await tooWide(page, address, width)));
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1280, height: 900 });
    problems.push(
      ...(await foundByAxe(page, `${address}, dark`, { runOnly: { type: 'rule', values: COLOUR_RULES } })),
    );
    await page.emulateMedia({ media: 'print' });
    problems.push(...(await tooWide(page, `${address}, printed`, PAPER)));
    await page.emulateMedia({ media: null, colorScheme: 'light', forcedColors: 'active' });
    problems.push(...(await tooWide(page, `${address}, forced colours`, 390)));
    await page.evaluate(SPACED);
    problems.push(...(await tooWide(page, `${address}, text spaced`, 320)));
    if ((await page.title()) === 'owned') problems.push(`${address}: hostile text ran`);
    return problems;
  }

  async function foundByAxe(page: Page, where: string, options: object): Promise<string[]> {
    const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run(${JSON.stringify({ ...options, resultTypes: ['violations'] })}).then((result) => result.violations)`,
    );
    return found.map(({ id, nodes }) => `${where}: ${id}: ${nodes[0]!.html.slice(0, 200)}`);
  }

  async function tooWide(page: Page, where: string, width: number): Promise<string[]> {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    if (PICTURES !== undefined) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${where.replace(/\W+/g, '-')}-${width}.png`) });
    }
    return wide > 0 ? [`${where}: ${wide} px too wide at ${width}`] : [];
  }

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
  });

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
  });
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
      if (![200, 302].includes(response.status)) broken.push(`${from} -> ${address}: ${response.status}`);
      const text = await response.text();
      if (from !== '' || !(response.headers.get('content-type') ?? '').includes('html')) continue;
      for (const [, link] of text.matchAll(/href="(?!https?:)([a-z][^"]*)"/g)) {
        const target = link!.replaceAll('&#39;', "'").replaceAll('&amp;', '&').replace(/#.*/, '');
        if (!seen.has(target)) seen.set(target, address);
      }
    }
    expect(broken).toEqual([]);
    expect(seen.size).toBeGreaterThan(50);
  });
});
