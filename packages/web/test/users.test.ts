import { BUILD_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { HOSTILE } from './areas/area.js';
import { visitedHub } from './visit.js';

const on = (page: string, param: string) =>
  [...page.matchAll(new RegExp(`${param}=\\d+">([^<]+)</a>`, 'g'))].map(([, name]) => name);

eachDatabase('the pages of users', (open) => {
  it('show packages, builds and tasks ten by ten, groups and permissions', async () => {
    const { hub, get } = await visitedHub({ users: ['bob'] }, open);
    const { rows } = hub;
    const admin = await hub.as('kojiadmin');
    const packages = [...Array(12).keys()].map((number) => `package-${number + 10}`);
    await rows.tag({ name: 'f40', packages });
    for (const name of packages) await admin.call('packageListSetOwner', ['f40', name, 'bob']);
    for (let number = 10; number < 23; number += 1)
      await rows.build({ name: 'bash', version: `${number}`, owner: 3, state: BUILD_STATES.COMPLETE });
    for (let number = 0; number < 12; number += 1) await rows.task({ owner: 3 });
    await admin.call('newGroup', ['packagers']);
    await admin.call('addGroupMember', ['packagers', 'bob']);
    await admin.call('grantPermission', ['bob', 'repo']);
    await admin.call('grantPermission', ['packagers', 'tag']);
    const page = await (await get('userinfo?userID=bob')).text();
    expect(page).toContain('12 packages');
    expect(page).toContain('13 builds');
    expect(page).toContain('12 tasks');
    expect(page).toMatch(/<dt>Groups<\/dt>\s*<dd><a href="userinfo\?userID=packagers">packagers<\/a>/);
    expect(page.replaceAll(/<[^>]+>/g, '')).toMatch(
      /repo, tag \(from packagers\)|tag \(from packagers\), repo/,
    );
    expect(on(page, 'packageID')).toEqual(packages.slice(0, 10));
    expect(on(page, 'buildID').filter((name) => name!.startsWith('bash'))).toHaveLength(10);
    expect(page.match(/taskinfo\?taskID=/g)).toHaveLength(10);
    expect(page).toMatch(/packageStart=10&amp;buildOrder=-completion_time#packagelist">Next 10/);
    const next = await (await get('userinfo?userID=3&packageStart=10&buildStart=10&buildOrder=nvr&')).text();
    expect(on(next, 'packageID')).toEqual(packages.slice(10));
    expect(on(next, 'buildID').filter((name) => name!.startsWith('bash'))).toEqual([
      'bash-20-1',
      'bash-21-1',
      'bash-22-1',
    ]);
    const beyond = await (await get('userinfo?userID=bob&packageStart=900&buildStart=900')).text();
    expect(beyond).toContain('12 packages');
    expect(beyond).toContain('No more.');
    for (const [address, status] of Object.entries({
      'userinfo?userID=nosuch': 404,
      [`userinfo?userID=${encodeURIComponent(HOSTILE)}`]: 404,
      userinfo: 400,
      'userinfo?userID=bob&userID=nosuch&&': 200,
      'userinfo?userID=bob&buildOrder=colour': 400,
      'userinfo?userID=bob&packageStart=x': 400,
    }))
      expect([address, (await get(address)).status]).toEqual([address, status]);
  });

  it('list them by a beginning and an order, with what they have', async () => {
    const { hub, get } = await visitedHub({ users: ['bob', 'Berta'] }, open);
    const users = async (address: string) => on(await (await get(address)).text(), 'userinfo\\?userID');
    expect(await users('users?prefix=b&order=-name')).toEqual(['bob', 'Berta']);
    expect(await users('users?prefix=a&')).toEqual(['alice']);
    expect(await users('users?prefix=%25&order=id')).toEqual(['kojiadmin', 'alice', 'bob', 'Berta']);
    expect(await users('users?start=900')).toEqual([]);
    await (await hub.as('kojiadmin')).call('disableUser', ['bob']);
    const page = await (await get('users?prefix=bob')).text();
    expect(page).toContain('<b>blocked</b>');
    for (const address of ['packages?userID=3', 'builds?userID=3', 'tasks?owner=3&amp;state=all'])
      expect(page).toContain(`href="${address}"`);
    expect((await get('users?order=colour')).status).toBe(400);
  });
});
