import { TASK_STATES } from '@kojikit/protocol';
import { describeNeeding } from '@kojikit/testing';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, NO_CHROMIUM } from './chromium.js';
import { busySite, type BusySite } from './busy-site.js';

/** Far more than there is on a page before what is looked for. */
const MOST_TABS = 120;

/* As much of an element in the page as is asked for. */
interface PageElement {
  readonly tagName: string;
  readonly ownerDocument: { readonly activeElement: PageElement };
}

/** Goes to something with the key Tab alone, and fails when the focus gets lost on the way. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    const { reached, focused } = await target.evaluate((element: PageElement) => {
      const { activeElement } = element.ownerDocument;
      return { reached: activeElement === element, focused: activeElement.tagName };
    });
    if (reached) return;
    if (tabs > 0) expect(focused, 'what has the focus').not.toBe('BODY');
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reached with ${MOST_TABS} presses of Tab`);
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

let made = 0;
/** A name that nothing else on the site has: every piece of work is done twice. */
const unused = () => `by-keyboard-${(made += 1)}`;

/** A packager's day: each of them begins at the summary, and uses no mouse. */
const work: readonly (readonly [name: string, body: (page: Page, site: BusySite) => Promise<void>])[] = [
  [
    'finds a build by its name',
    async (page, { hub }) => {
      const build = await hub.rows.build({ name: unused() });
      await tabTo(page, page.getByRole('searchbox'));
      await page.keyboard.type(build.name);
      await page.keyboard.press('Enter');
      await page.waitForURL(/buildinfo\?buildID=\d+$/);
      expect(await page.locator('h1').textContent()).toContain(build.name);
    },
  ],
  [
    'narrows the tasks to those that failed, and opens one at the failing line',
    async (page, { failed }) => {
      await press(page, page.getByRole('link', { name: 'Tasks', exact: true }));
      await page.waitForURL(/tasks/);
      await tabTo(page, page.locator('select[name=state]'));
      await page.keyboard.type('failed');
      await press(page, page.getByRole('button', { name: 'Filter' }));
      await page.waitForURL(/state=failed/);
      await press(page, page.locator(`a[href="taskinfo?taskID=${failed}"]`).first());
      await page.waitForURL(/taskinfo/);
      await press(page, page.locator('.failure a', { hasText: 'build.log, line 2501' }));
      await page.waitForURL(/watchlogs.*#L2501$/);
      expect(await page.locator('#L2501').textContent()).toContain('error: <script>');
    },
  ],
  [
    'cancels a task',
    async (page, { hub }) => {
      const { id } = await hub.rows.task({ method: 'newRepo', params: ['f40'] });
      await tabTo(page, page.getByRole('searchbox'));
      await page.keyboard.type(`task ${id}`);
      await page.keyboard.press('Enter');
      await page.waitForURL(/taskinfo/);
      await press(page, page.getByRole('button', { name: 'Cancel' }));
      await page.getByRole('heading', { level: 1, name: 'canceled' }).waitFor();
      expect(await hub.anonymous.call('getTaskInfo', [id])).toMatchObject({ state: TASK_STATES.CANCELED });
    },
  ],
  [
    'resubmits a task that failed',
    async (page, { failed, pages }) => {
      await page.goto(new URL(`taskinfo?taskID=${failed}`, pages).href);
      await press(page, page.getByRole('button', { name: 'Resubmit' }).first());
      await page.waitForURL((url) => /taskID=\d+$/.test(url.href) && !url.href.endsWith(`=${failed}`));
      expect(await page.locator('h1').textContent()).toContain('free');
    },
  ],
  [
    'tags a build',
    async (page, { hub, pages }) => {
      const name = unused();
      const tag = await hub.rows.tag({ name: unused(), packages: [name] });
      const build = await hub.rows.build({ name });
      await page.goto(new URL(`buildinfo?buildID=${build.id}`, pages).href);
      await press(page, page.locator('main a[href^="tagbuild"]'));
      await page.waitForURL(/tagbuild/);
      await tabTo(page, page.getByLabel('Tag', { exact: true }));
      await page.keyboard.type(tag.name);
      await page.keyboard.press('Enter');
      await page.waitForURL(/taskinfo/);
      const id = Number(new URL(page.url()).searchParams.get('taskID'));
      expect(await hub.anonymous.call('getTaskInfo', [id])).toMatchObject({ method: 'tagBuild' });
    },
  ],
];

describeNeeding(NO_CHROMIUM, 'a packager', () => {
  let browser: Browser;
  let site: BusySite;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    site = await busySite();
  });
  afterAll(async () => {
    await browser.close();
    await site.hub.close();
  });

  for (const javaScriptEnabled of [true, false]) {
    describe(javaScriptEnabled ? 'by keyboard alone' : 'by keyboard alone and without a script', () => {
      let page: Page;
      beforeAll(async () => {
        const context = await browser.newContext({
          javaScriptEnabled,
          viewport: { width: 1280, height: 900 },
        });
        await context.addCookies([{ ...site.session, url: site.pages }]);
        page = await context.newPage();
      });
      afterAll(() => page.context().close());

      for (const [name, body] of work)
        it(
          name,
          async () => {
            await page.goto(new URL('index', site.pages).href);
            await body(page, site);
          },
          60_000,
        );
    });
  }
});
