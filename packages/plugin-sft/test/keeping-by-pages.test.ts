import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHub, serve } from '@kojikit/hub-core';
import runrootHub from '@kojikit/plugin-runroot/hub';
import { eachDatabase, type OpenHub } from '@kojikit/testing';
import { login, problemOf, visitPages, type Member } from '@kojikit/testing/pages';
import webPages from '@kojikit/web/hub';
import { expect, it, onTestFinished } from 'vitest';
import plugin from '../src/hub.js';
import { Site } from './site.js';
import { missingTools } from './tiny-repo.js';

const RESUBMIT = 'Resubmit and keep the root';
const taskPage = (id: number) => `taskinfo?taskID=${id}`;
const refusal = async (response: Response) => [response.status, problemOf(await response.text())];

/* A hub as after a restart: it knows nothing but what the database and the files say. */
async function startedAnew({ hub: { hub } }: Site): Promise<string> {
  const plugins = [runrootHub, plugin, webPages];
  const anew = await createHub({ config: hub.config, database: hub.database, plugins });
  onTestFinished(() => anew.close());
  anew.start();
  const server = await serve(anew, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close(0));
  return `${server.url}/kojihub`;
}

async function startSite(open: OpenHub): Promise<Site> {
  const site = await Site.start({ open, hubConfig: '', plugins: [webPages], users: ['bob'] });
  onTestFinished(() => site.close());
  return site;
}

eachDatabase('a build root that failed', (open) => {
  it('is kept next time by a button, also when the hub was started anew; and kept and removed by its page', async ({
    skip,
  }) => {
    skip(missingTools(['rpmbuild']).length > 0, 'rpmbuild is not installed');
    const site = await startSite(open);
    const first = await site.failingBuild(await site.hub.as('alice'));
    expect(await site.admin.call('listTasks', [{ method: 'saveFailedTree' }])).toEqual([]);
    await site.stopBuilder();
    const again = await resubmitted(site, first);

    const url = await startedAnew(site);
    const visitor = visitPages(url);
    const [alice, bob] = [await login(visitor, 'alice'), await login(visitor, 'bob')];
    expect(await bob.read(taskPage(again))).toContain(
      'If this task fails, its whole build root is saved: alice has asked for it.',
    );
    await site.startBuilder(url);
    // Before the hub that it works for: else it waits for that.
    onTestFinished(() => site.stopBuilder());
    await site.ended(again);
    const child = await site.archTaskOf(again);
    const saving = await site.savingOf(child);
    expect(saving.result).toBeNull();
    await holdsEvidence(site, alice, child);
    await keptAndRemoved({ alice, bob, anonymous: visitor }, saving.id, again);
  });
});

async function resubmitted(site: Site, { build, child }: { build: number; child: number }): Promise<number> {
  const visitor = visitPages(site.url);
  const [alice, bob] = [await login(visitor, 'alice'), await login(visitor, 'bob')];
  for (const page of [build, child]) {
    expect(await alice.read(taskPage(page))).toContain(RESUBMIT);
    expect(await bob.read(taskPage(page))).not.toContain(RESUBMIT);
    expect(await (await visitor.get(taskPage(page))).text()).not.toContain(RESUBMIT);
  }
  const forged = await bob.submit(panelAction('failed-tree-wish', 'resubmit', build));
  expect(await refusal(forged)).toEqual([409, 'only the task owner or an admin may resubmit a task']);
  const led = (await alice.press(taskPage(child), RESUBMIT, { value: 'yes' })).headers.get('location');
  return Number(/^\/koji\/taskinfo\?taskID=(\d+)$/.exec(led ?? '')?.[1]);
}

const panelAction = (panel: string, action: string, id: number) =>
  `panelaction?panel=${panel}&action=${action}&id=${id}&place=task`;

/* Downloads the archive by its link on the page, and unpacks it. */
async function holdsEvidence(site: Site, alice: Member, child: number): Promise<void> {
  const page = await alice.read(taskPage(child));
  const link = /href="(getfile\?[^"]*broot-[^"]*\.tar\.gz[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  const archive = join(site.folder, 'downloaded.tar.gz');
  const download = await alice.get(link!);
  expect(download.status).toBe(200);
  writeFileSync(archive, Buffer.from(await download.arrayBuffer()));
  const names = execFileSync('tar', ['tzf', archive], { encoding: 'utf8' });
  expect(names).toMatch(/\/root\/builddir\/.*\/evidence\n/);
  // Of the whole root, not of its build folder alone.
  expect(names).toMatch(/\/root\/etc\//);
}

interface People {
  readonly alice: Member;
  readonly bob: Member;
  readonly anonymous: { get(address: string): Promise<Response> };
}

async function keptAndRemoved({ alice, bob, anonymous }: People, saving: number, other: number) {
  const page = taskPage(saving);
  const act = (action: string, id = saving) => panelAction('failed-tree', action, id);
  expect((await alice.press(page, 'Keep for ever')).headers.get('location')).toBe(`/koji/${page}`);
  const kept = await alice.read(page);
  expect(kept).toContain('for ever, by alice');
  expect(kept).not.toContain('Keep for ever');
  expect(await bob.read(page)).not.toMatch(/Keep no longer|Remove the archive/);
  expect((await anonymous.get(act('remove'))).status).toBe(403);
  for (const action of ['keep', 'release', 'remove']) {
    expect(await refusal(await bob.submit(act(action)))).toEqual([
      403,
      "Only the owner of a saved build root or 'admin' can keep or remove it.",
    ]);
  }
  expect(await refusal(await alice.submit(act('keep', other)))).toEqual([
    409,
    `Task ${other} has saved no build root`,
  ]);
  await alice.press(page, 'Keep no longer');
  expect(await alice.read(page)).toContain('as long as the policy says');
  expect((await alice.press(page, 'Remove the archive')).status).toBe(303);
  expect(await alice.read(page)).toMatch(/Removed 20[^<]* by alice: removed by hand/);
  expect(await refusal(await alice.submit(act('remove')))).toEqual([
    409,
    `The build root that task ${saving} saved was removed: removed by hand`,
  ]);
}
