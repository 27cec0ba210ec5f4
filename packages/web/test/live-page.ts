import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { CHROMIUM } from './chromium.js';

export interface LiveVisitOptions extends BrowserContextOptions {
  /** Default: yes. */
  readonly script?: boolean;
}

/** Opens pages that follow something. */
export interface LiveVisits {
  /**
   * Opens a page, waits until it follows, and expects at the end that it was never loaded anew and nothing was refused.
   * Visits without options share a tab, which takes half of the time of a new one.
   */
  visit(address: string, body: (page: Page) => Promise<void>, options?: LiveVisitOptions): Promise<void>;
  readonly browser: () => Browser;
}

/** Starts a browser for the tests of a file. */
export function liveVisits(): LiveVisits {
  let browser: Browser;
  let shared: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    shared = await browser.newPage();
  }, 60_000);
  afterAll(() => browser.close());
  return {
    browser: () => browser,
    async visit(address, body, options) {
      if (options === undefined) {
        await visitIn(shared, address, body);
        // Leaves the streams of the page.
        await shared.goto('about:blank');
        return;
      }
      const { script = true, ...further } = options;
      const context = await browser.newContext({ javaScriptEnabled: script, ...further });
      try {
        await visitIn(await context.newPage(), address, body, script);
      } finally {
        await context.close();
      }
    },
  };
}

async function visitIn(
  page: Page,
  address: string,
  body: (page: Page) => Promise<void>,
  script = true,
): Promise<void> {
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
    page.removeAllListeners();
  }
}
