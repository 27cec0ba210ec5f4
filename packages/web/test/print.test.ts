import { describeNeeding } from '@kojikit/testing';
import { login } from '@kojikit/testing/pages';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM, NO_CHROMIUM } from './chromium.js';
import { readableSite, type ReadableSite } from './readable-site.js';

/** Pixels of A4 between margins of 1 cm. */
const PAPER = 718;

/** What would be of no use on paper, and is shown. */
const USELESS = `[...document.querySelectorAll('nav a, button, form, input, select, textarea, a.button, footer, [data-label=Actions]')]
  .filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 120))`;

/** Texts that are not black, and what lies under them that is not white. */
const COLOURED = `[...document.querySelectorAll('body, body *')].flatMap((element) => {
  if (!element.checkVisibility()) return [];
  const { color, backgroundColor } = getComputedStyle(element);
  const written = [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== '');
  const clear = ['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(backgroundColor) || element.closest('svg, .key');
  const black = !written || color === 'rgb(0, 0, 0)';
  return black && clear ? [] : [color + ' on ' + backgroundColor + ': ' + element.outerHTML.slice(0, 120)];
})`;

/** What is wider or higher than its box, so that the rest of it could only be scrolled to. */
const CUT = `[...document.querySelectorAll('html, body *')].filter((element) => {
  const { display, overflowX, overflowY } = getComputedStyle(element);
  if (!element.checkVisibility() || display.startsWith('inline') || element.closest('svg')) return false;
  const hides = element.tagName === 'HTML' || overflowX !== 'visible' || overflowY !== 'visible';
  return hides && (element.scrollWidth > element.clientWidth + 1 || (overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1));
}).map((element) => element.outerHTML.slice(0, 120))`;

describeNeeding(NO_CHROMIUM, 'on paper', () => {
  let browser: Browser;
  let site: ReadableSite;
  let page: Page;
  beforeAll(async () => {
    [browser, site] = await Promise.all([
      chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] }),
      readableSite(),
    ]);
    page = await browser.newPage({ viewport: { width: PAPER, height: 1046 } });
    // Who may do something has more on the pages that is of no use on paper.
    const [name = '', value = ''] = (await login(site, 'kojiadmin')).headers.cookie.split('=');
    await page.context().addCookies([{ name, value, url: site.pages }]);
  });
  afterAll(() => browser.close());

  /** Opens a page as it is printed, and returns its text. */
  async function printed(address: string, colorScheme: 'light' | 'dark' = 'light'): Promise<string> {
    await page.emulateMedia({ media: 'print', colorScheme });
    await page.goto(new URL(address, site.pages).href);
    return page.locator('main').innerText();
  }

  it.each(['light', 'dark'] as const)(
    'pages in the scheme %s are black on white, without what needs a screen, and nothing is cut',
    async (scheme) => {
      for (const address of ['index', site.task, site.build, site.tag]) {
        await printed(address, scheme);
        expect(await page.evaluate(USELESS), address).toEqual([]);
        expect(await page.evaluate(COLOURED), address).toEqual([]);
        expect(await page.evaluate(CUT), address).toEqual([]);
        expect(await page.locator('.site .brand').innerText()).toBe('Koji');
      }
    },
    60_000,
  );

  it('a failed task has its failing line marked, and the files of every task though they are folded', async () => {
    const text = await printed(site.task);
    expect(text).toMatch(/205\s+parse\.c:1204:17: error: implicit declaration/);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.telling')).fontWeight`)).toBe(
      '700',
    );
    expect(text.match(/root\.log/g)).toHaveLength(4);
  });

  it('a build has its RPMs though they are folded, exact times, and the address of its files', async () => {
    const text = await printed(site.build);
    expect(text).toContain('tinylib-devel-1.0-1.s390x');
    expect(text).toContain('"original_url"');
    expect(text).toContain('/kojifiles/packages/tinylib/1.0/1/');
    const exact = await page.evaluate(
      `getComputedStyle(document.querySelector('#tags time'), '::after').content`,
    );
    expect(exact).toMatch(/^"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC"$/);
  });

  it('an RPM has the address of its file', async () => {
    await printed('rpminfo?rpmID=1');
    const address = await page.evaluate(
      `getComputedStyle(document.querySelector('.get'), '::after').content`,
    );
    expect(address).toContain('/kojifiles/packages/tinylib/1.0/1/src/tinylib-1.0-1.src.rpm');
  });
});
