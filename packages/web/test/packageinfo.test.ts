import sql from 'sql-template-tag';
import { BUILD_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { visitedHub } from './visit.js';

const on = (page: string, param: string) =>
  [...page.matchAll(new RegExp(`${param}=\\d+">([^<]+)</a>`, 'g'))].map(([, name]) => name);

eachDatabase('the page of a package', (open) => {
  it('shows its builds, how long they took, and the tags that list it', async () => {
    const { hub, get } = await visitedHub({}, open);
    const { rows } = hub;
    const tag = await rows.tag({ name: 'f40', packages: ['bash'] });
    await rows.tag({ name: 'f41', packages: ['bash'] });
    const admin = await hub.as('kojiadmin');
    await admin.call('packageListBlock', ['f41', 'bash']);
    for (let number = 0; number < 55; number += 1) {
      const task = await rows.task();
      await rows.build({ name: 'bash', version: `${number}`, taskId: task.id, tags: [tag.id] });
    }
    await rows.build({ name: 'zsh', state: BUILD_STATES.FAILED });
    const none = await (await get('packageinfo?packageID=bash')).text();
    expect(none).not.toContain('Build time of');
    await hub.database.transaction(async (db) => {
      for (const id of [10, 20, 30, 40])
        await db.update('build', { completion_time: `2026-01-02 03:${id}:05.000000+00:00` }, sql`id = ${id}`);
    });
    const page = await (await get('packageinfo?packageID=bash')).text();
    expect(page).toMatch(/<figcaption>Build time of bash<\/figcaption>/);
    expect(page).toContain('between 6 min 0 s and 36 min 0 s, last 36 min 0 s');
    expect(page).toContain('55 builds');
    expect(on(page, 'tagID')).toEqual(['f40', 'f41']);
    expect(page).toContain('<b>blocked</b>');
    expect(page).toContain(
      'packageinfo?packageID=bash&amp;tagOrder=name&amp;buildOrder=-completion_time&amp;buildStart=50#buildlist',
    );

    const second = await (await get('packageinfo?packageID=1&buildOrder=build_id&buildStart=50')).text();
    expect(on(second, 'buildID')).toEqual(['bash-50-1', 'bash-51-1', 'bash-52-1', 'bash-53-1', 'bash-54-1']);
    const turned = await (await get('packageinfo?packageID=bash&tagOrder=-name&buildStart=900&&')).text();
    expect(on(turned, 'tagID')).toEqual(['f41', 'f40']);
    for (const [address, status] of Object.entries({
      'packageinfo?packageID=nosuch': 404,
      'packageinfo?packageID=4711': 404,
      packageinfo: 400,
      'packageinfo?packageID=bash&packageID=nosuch&': 200,
      'packageinfo?packageID=bash&tagOrder=colour': 400,
      'packageinfo?packageID=bash&buildStart=x': 400,
    }))
      expect([address, (await get(address)).status]).toEqual([address, status]);
  });
});
