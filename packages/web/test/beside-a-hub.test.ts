import { servePages } from '@kojikit/web';
import { login, visitPages } from '@kojikit/testing/pages';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readyToAct } from './actions/ready-to-act.js';
import { busySite } from './busy-site.js';
import { countingProxy } from './counting-proxy.js';
import { visitedHub, type Visited } from './visit.js';

/** What differs from one moment or place to another. */
const steady = (text: string, filesUrl: string) =>
  text
    .replaceAll(filesUrl, '/kojifiles')
    .replace(/\b(?:in )?[\d.]+ (?:s|min|h)\b(?: \d+ s)?(?: ago)?|(?:x|width)="[\d.]+%"/g, '');

async function beside({ pages }: Pick<Visited, 'pages'>) {
  const proxy = await countingProxy(pages.replace('koji/', 'kojihub'));
  const alone = await servePages({ hub: { url: proxy.url }, port: 0 });
  onTestFinished(async () => {
    await alone.close();
    proxy.close();
  });
  return { proxy, ...visitPages(alone.url.replace(/koji\/$/, 'kojihub')) };
}

describe('pages beside a hub that has something on every page', () => {
  it('show what those in the hub show, and ask it twice at most', async () => {
    const site = await busySite();
    const { proxy, get } = await beside(site);
    const cookie = { cookie: `${site.session.name}=${site.session.value}` };
    const rounds = new Map<number, string[]>();
    for (const address of site.addresses) {
      const there = await site.get(address, cookie);
      let text = '';
      const asked = await proxy.during(async () => {
        const here = await get(address, cookie);
        expect([address, here.status]).toEqual([address, there.status]);
        text = await here.text();
      });
      const filesUrl = proxy.url.replace('kojihub', 'kojifiles');
      expect(steady(text, filesUrl) === steady(await there.text(), filesUrl), address).toBe(true);
      rounds.set(asked, [...(rounds.get(asked) ?? []), address]);
    }
    const counts = [...rounds].map(([asked, addresses]) => `${asked}: ${addresses.length} pages`);
    process.stdout.write(`requests to the hub for a page, ${counts.sort().join(', ')}\n`);
    expect(Math.max(...rounds.keys())).toBeLessThanOrEqual(2);
  });

  it('do whatever can be done', async () => {
    const visited = await visitedHub();
    const there = await beside(visited);
    const { all } = await readyToAct(visited);
    const admin = await login(there, 'kojiadmin');
    for (const { address, typed, done } of all) {
      expect([address, (await admin.submit(address, typed)).status]).toEqual([address, 303]);
      expect([address, await done(visited.hub)]).toEqual([address, true]);
    }
  });
});
