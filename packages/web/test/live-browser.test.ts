import { readFile } from 'node:fs/promises';
import { BUILD_STATES, encodeResponse, PathInfo } from '@kojikit/protocol';
import { describeNeeding } from '@kojikit/testing';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { completeBuild, fixtureFile } from './built.js';
import { NO_CHROMIUM } from './chromium.js';
import { liveVisits } from './live-page.js';
import { runningTask } from './running-task.js';
import { sharedHub } from './visit.js';

describeNeeding(NO_CHROMIUM, 'live updates in a browser', () => {
  const { visit, browser } = liveVisits();
  const hub = sharedHub();
  const start = () => runningTask(hub());

  it('show a new task, its end and the result on the page of the task, and keep the focus', async () => {
    const site = await start();
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
  });

  it('show on the page of a build its tasks, what its source RPM says, and that it is complete', async () => {
    const site = await start();
    const { hub } = site;
    const { id } = await hub.rows.build({ state: BUILD_STATES.BUILDING, taskId: site.id });
    await visit(`${site.pages}buildinfo?buildID=${id}`, async (page) => {
      const child = await site.host.call<number>('host.subtask', ['buildSRPMFromSCM', ['x', 1], site.id]);
      await page.locator('#under-way').getByText(`${child} buildSRPMFromSCM`).waitFor();
      await site.host.call('host.openTask', [child]);
      const source = await readFile(fixtureFile('tinylib-1.0-1.src.rpm'));
      await site.host.upload(new PathInfo(hub.topdir).taskRelative(child), 'tinylib-1.0-1.src.rpm', source);
      await site.host.call('host.closeTask', [child, encodeResponse({})]);
      await page.locator('#changelog').waitFor();
      await completeBuild(hub, id);
      await site.host.call('host.closeTask', [site.id, encodeResponse('all well')]);
      await page.locator('h1 .state.ok').waitFor();
      await page.locator('#under-way').waitFor({ state: 'detached' });
      expect(await page.title()).toMatch(/^complete: /);
    });
  });

  it('tell the state in the title and the icon, and give notice of the end to who asked for it', async () => {
    const site = await start();
    await visit(`${site.pages}taskinfo?taskID=${site.id}`, async (page) => {
      const icon = () => page.locator('link[rel=icon]').getAttribute('href');
      expect([await page.title(), await icon()]).toEqual([
        expect.stringMatching(/^open: /),
        expect.stringContaining('running'),
      ]);
      await page.evaluate(
        'window.Notification = class { constructor(text) { window.noticed = text; } static requestPermission = async () => "granted" }',
      );
      await page.getByRole('button', { name: 'Tell me when it ends' }).click();
      await page.getByRole('button', { name: 'Tell me when it ends' }).waitFor({ state: 'hidden' });
      await site.host.call('host.closeTask', [site.id, encodeResponse('all well')]);
      await page.locator('h1 .state.ok').waitFor();
      await expect.poll(() => page.evaluate('window.noticed')).toMatch(/^closed: /);
      expect([await page.title(), new URL((await icon())!, page.url()).pathname]).toEqual([
        expect.stringMatching(/^closed: /),
        expect.stringMatching(/\/ok\.[\w-]+\.svg$/),
      ]);
      expect((await page.request.get(new URL((await icon())!, page.url()).href)).status()).toBe(200);
    });
  });

  it('show every line of a log once and in order, also over a cut', async () => {
    const site = await start();
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
      // The page is loaded anew, and so hears of the end, while the stream is cut that still has lines to bring.
      let answer = () => {};
      const held = new Promise<void>((resolve) => (answer = resolve));
      await page.route(/watchlogs/, async (route) => {
        await held;
        await route.continue();
      });
      const asked = page.waitForRequest(/watchlogs/);
      await site.append('line 61\n');
      await asked;
      await page.evaluate("dispatchEvent(new Event('pagehide'))");
      await site.append('line 62\n');
      await site.host.call('host.closeTask', [site.id, encodeResponse('done')]);
      answer();
      await expect.poll(() => page.title()).toMatch(/^closed: /);
      await page.unroute(/watchlogs/);
      await page.evaluate("dispatchEvent(new Event('pageshow'))");
      await page.locator('.lead .state.ok').waitFor();
      await page.locator('#L62').waitFor();
      await page.getByText('Under way').waitFor({ state: 'detached' });
      const lines = await page.locator('.log .line').allTextContents();
      expect(lines.map((line) => /^(\d+) line (\d+)/.exec(line)!.slice(1))).toEqual(
        [...Array(62).keys()].map((line) => [`${line + 1}`, `${line + 1}`]),
      );
      expect(await page.locator('#last-line').textContent()).toBe('62');
    });
  });

  it('show the first log of a task when it begins', async () => {
    const site = await start();
    await visit(`${site.pages}watchlogs?taskID=${site.id}`, async (page) => {
      await page.getByText('There is no log yet').waitFor();
      await site.append('one\n');
      await page.locator('#L1').waitFor();
      await site.append('two\n');
      await page.locator('#L2').waitFor();
    });
  });

  it('change the state in the list of tasks', async () => {
    const site = await start();
    await visit(`${site.pages}tasks`, async (page) => {
      const row = page.locator('tr', { has: page.locator(`a[href="taskinfo?taskID=${site.id}"]`) });
      await row.locator('.state.running').waitFor();
      await site.host.call('host.closeTask', [site.id, encodeResponse('done')]);
      await row.locator('.state.ok', { hasText: 'closed' }).waitFor();
    });
  });

  it('bring a hundred pieces of a log in order, whatever is in them and wherever they are cut', async () => {
    const site = await start();
    await site.append('0 begin\n');
    await visit(`${site.pages}watchlogs?taskID=${site.id}`, async (page) => {
      const long = 'x'.repeat(1_000_000);
      const texts = [...Array(24).keys()].map(
        (turn) =>
          `${turn} zwölf 日本語 😀\r\n${turn} 10%\r${turn} 99%\n${turn} a\0b\n${turn} \u001b[31mred\u001b[0m\n`,
      );
      const bytes = Buffer.from(`${texts.join('')}24 ${long}\n25 end\n`);
      // Cut wherever it falls, in the middle of characters as well.
      const step = Math.ceil((bytes.length - long.length) / 99);
      let sent = 0;
      for (let piece = 0; piece < 100 && sent < bytes.length; piece += 1) {
        const size = sent > bytes.length - long.length - step ? bytes.length - sent : step;
        await site.append(bytes.subarray(sent, sent + size));
        sent += size;
      }
      await page.locator('#L99').waitFor();
      await page.locator('.log .line', { hasText: '25 end' }).waitFor();
      const shown = (await page.locator('.log .line').allTextContents()).map((line) => line.trimEnd());
      const wanted = [
        '0 begin',
        ...[...Array(24).keys()].flatMap((turn) => [
          `${turn} zwölf 日本語 😀`,
          `${turn} 99%`,
          `${turn} a\ufffdb`,
          `${turn} red`,
        ]),
        `24 ${long}`,
        '25 end',
      ];
      expect(shown.map((line) => line.slice(0, 80))).toEqual(
        wanted.map((line, index) => `${index + 1} ${line}`.slice(0, 80)),
      );
    });
  }, 90_000);

  it('follow the end of a log until somebody scrolls up, has chosen a line, or selects', async () => {
    const site = await start();
    await site.append([...Array(200).keys()].map((line) => `line ${line + 1}\n`).join(''));
    const address = `${site.pages}watchlogs?taskID=${site.id}`;
    let lines = 200;
    const more = async (page: Page) => {
      lines += 5;
      await site.append([...Array(5).keys()].map((line) => `line ${lines - 4 + line}\n`).join(''));
      await page.locator(`#L${lines}`).waitFor({ state: 'attached' });
    };
    const place = (page: Page) =>
      page.evaluate<[number, boolean]>(
        '[scrollY, scrollY + innerHeight >= document.documentElement.scrollHeight - 40]',
      );
    await visit(address, async (page) => {
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
      await more(page);
      expect((await place(page))[1]).toBe(true);
      await page.evaluate('scrollBy(0, -400)');
      const [before] = await place(page);
      await page.evaluate("getSelection().selectAllChildren(document.getElementById('L190'))");
      await more(page);
      expect(await place(page)).toEqual([before, false]);
      expect(await page.evaluate('String(getSelection())')).toContain('line 190');
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
      await more(page);
      expect((await place(page))[1]).toBe(true);
      expect(await page.evaluate('String(getSelection())')).toContain('line 190');
    });
    await visit(`${address}&line=100#L100`, async (page) => {
      const [before] = await place(page);
      await more(page);
      expect((await place(page))[0]).toBe(before);
    });
  });

  it('mark lines that an address names, also those that are on another page by now', async () => {
    const site = await start();
    await site.append([...Array(3000).keys()].map((line) => `line ${line + 1}\n`).join(''));
    const address = `${site.pages}watchlogs?taskID=${site.id}`;
    await visit(`${address}&line=3000`, async (page) => {
      const told = () =>
        page.evaluate<string[]>("[...document.querySelectorAll('.telling')].map(({ id }) => id)");
      const inView = async (id: string) => {
        const box = await page.locator(id).boundingBox();
        return box !== null && box.y >= 0 && box.y < 720;
      };
      await page.goto(`${address}#L2990-L2993`);
      await page.waitForURL(/line=2990-2993#L2990$/);
      expect(await told()).toEqual(['L2990', 'L2991', 'L2992', 'L2993']);
      await expect.poll(() => inView('#L2990')).toBe(true);
      await page.locator('#L2980 > a').click();
      await page.locator('#L2976 > a').click({ modifiers: ['Shift'] });
      await page.waitForURL(/line=2980-2976#L2976$/);
      expect(await told()).toEqual(['L2976', 'L2977', 'L2978', 'L2979', 'L2980']);
      // The log has grown since this line was shown without being asked for.
      await page.goto(`${address}#L5`);
      await page.waitForURL(/line=5#L5$/);
      await expect.poll(() => inView('#L5')).toBe(true);
      await page.goBack();
      await page.waitForURL(/line=2980-2976#L2976$/);
      await expect.poll(() => inView('#L2976')).toBe(true);
      await page.evaluate('window.sameDocument = true');
    });
  });

  it('go on after the stream was cut twenty times, and when the log is another file', async () => {
    const site = await start();
    await site.append('line 1\n');
    await visit(`${site.pages}watchlogs?taskID=${site.id}`, async (page) => {
      for (let cut = 1; cut <= 20; cut += 1) {
        await page.evaluate("dispatchEvent(new Event('pagehide'))");
        await site.append(`line ${cut * 2}\nline`);
        await page.evaluate("dispatchEvent(new Event('pageshow'))");
        await site.append(` ${cut * 2 + 1}\n`);
      }
      await page.locator('#L41').waitFor();
      const shown = await page.locator('.log .line').allTextContents();
      expect(shown).toEqual([...Array(41).keys()].map((line) => `${line + 1} line ${line + 1}\n`));
      const folder = new PathInfo(site.hub.topdir).taskRelative(site.id);
      await site.host.upload(folder, 'build.log', 'another\nfile\n');
      await page.locator('#L2', { hasText: '2 file' }).waitFor();
      expect(await page.locator('.log .line').count()).toBe(2);
    });
  }, 90_000);

  it('leave their stream in a tab that is hidden, and go on when it is shown', async () => {
    const site = await start();
    await site.append('one\n');
    const follow = async (page: Page) => {
      // Its ten seconds need not be waited for. Only what begins from here on has this clock.
      await page.clock.install();
      let left = false;
      page.on('requestfailed', (request) => (left ||= request.url().includes('_events')));
      const hide = (hidden: boolean) =>
        page.evaluate(
          `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
        );
      await hide(true);
      await page.clock.fastForward(9_000);
      await site.append('two\n');
      await page.locator('#L2').waitFor();
      expect(left).toBe(false);
      await page.clock.fastForward(1_000);
      await expect.poll(() => left).toBe(true);
      await site.append('three\n');
      await hide(false);
      await page.locator('#L3').waitFor();
    };
    await visit(`${site.pages}watchlogs?taskID=${site.id}`, follow, {});
  });

  it('leave connections for other tabs: six that follow do not hold up a seventh', async () => {
    const site = await start();
    await site.append('one\n');
    const context = await browser().newContext();
    try {
      const address = `${site.pages}watchlogs?taskID=${site.id}`;
      const first = await context.newPage();
      await first.goto(address);
      // Tabs that one has opened share its process, and start in a quarter of the time.
      const open = async () => {
        const opened = context.waitForEvent('page');
        await first.evaluate(`void open(${JSON.stringify(address)})`);
        const tab = await opened;
        await tab.waitForLoadState('load', { timeout: 15_000 });
        return tab;
      };
      for (let tab = 2; tab <= 6; tab += 1) await open();
      const seventh = await open();
      expect(await seventh.locator('#L1').textContent()).toBe('1 one\n');
    } finally {
      await context.close();
    }
  }, 90_000);

  it('are loaded anew without a script', async () => {
    const site = await start();
    await visit(
      `${site.pages}taskinfo?taskID=${site.id}`,
      async (page) => {
        expect(await page.locator('meta[http-equiv=refresh]').getAttribute('content')).toBe('15');
        await page.getByRole('link', { name: 'Look again' }).waitFor();
      },
      { script: false },
    );
  });
});
