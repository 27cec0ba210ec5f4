import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { visitedHub } from './visit.js';

async function themeFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-theme-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

const configured = (conf: string) => visitedHub({ pluginConfig: { 'web.conf': `[web]\n${conf}` } });

it('a site gives its pages a name, a greeting, colours and pieces of its own', async () => {
  const folder = await themeFolder({
    'theme.css': '@layer tokens { :root { --link: #123456 } }',
    'extra-nav.html': '<li><a href="https://docs.example.com/">Docs</a></li>',
    'extra-footer.html': '<p>Run by the example</p>',
    'extra-bottom.html': '<p id="bottom">End</p>',
  });
  const { get } = await configured(
    `SiteName = Das "größte" 建 <b>\nKojiGreeting = Grüße & more\nKojiTheme = ${folder}\n`,
  );
  const page = await (await get('index')).text();
  expect(page).toContain('<title>Grüße &amp; more | Das &quot;größte&quot; 建 &lt;b&gt;</title>');
  expect(page).toContain('<li><a href="https://docs.example.com/">Docs</a></li>');
  expect(page).toContain('<p>Run by the example</p>');
  expect(page).toMatch(/<p id="bottom">End<\/p>\s*<\/body>/);
  const [, style] = /href="(_static\/pages\.[^"]+)"/.exec(page)!;
  expect(await (await get(style!)).text()).toMatch(/\.skip[\s\S]*--link: #123456/);
});

it('nobody logs in where the site does not want it', async () => {
  const { get, post } = await configured('LoginDisabled = on\n');
  expect(await (await get('index')).text()).not.toContain('Log in');
  expect((await get('login')).status).toBe(404);
  expect((await post('login', { user: 'alice', password: 'pw' })).status).toBe(404);
});

it('a theme that is not there, or an option that is none, keeps the hub from starting', async () => {
  await expect(configured('KojiTheme = /nonexistent/theme\n')).rejects.toThrow(
    'there is no folder /nonexistent/theme with the theme of the pages',
  );
  await expect(configured('SiteNam = x\n')).rejects.toThrow('unknown option sitenam');
});
