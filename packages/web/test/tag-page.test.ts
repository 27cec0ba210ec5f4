import { eachDatabase } from '@kojikit/testing';
import { expect, describe, it } from 'vitest';
import { login, problemOf } from '@kojikit/testing/pages';
import { visitedHub } from './visit.js';

const textOf = async (response: Promise<Response>) => (await response).text();
const fact = (page: string, name: string) =>
  new RegExp(`<dt>${name}</dt>\\s*<dd>([\\s\\S]*?)</dd>`)
    .exec(page)?.[1]
    ?.replace(/<[^>]*>|\s+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();

eachDatabase('the page of a tag', (open) => {
  it('counts what it holds, and shows what it inherits from with priorities and limits', async () => {
    const { hub, get } = await visitedHub({}, open);
    const admin = await hub.as('kojiadmin');
    const base = await hub.rows.tag({ name: 'base', packages: ['one', 'two'] });
    const child = await hub.rows.tag({ name: 'child', packages: ['three'] });
    await admin.call('setInheritanceData', [
      child.id,
      {
        parent_id: base.id,
        priority: 5,
        maxdepth: 2,
        intransitive: true,
        noconfig: true,
        pkg_filter: '^(one|two|<t)',
      },
    ]);
    await admin.call('setInheritanceData', [
      child.id,
      {
        parent_id: (await hub.rows.tag({ name: 'plain' })).id,
        priority: 1,
        maxdepth: null,
        intransitive: false,
        noconfig: false,
        pkg_filter: '',
      },
    ]);
    await admin.call('packageListBlock', ['child', 'one']);
    await hub.rows.build({ name: 'two', tags: [base.id] });
    await hub.rows.build({ name: 'three', tags: [child.id] });
    await hub.rows.target({ name: 'up', buildTag: child.id, destTag: base.id });
    await admin.call('createExternalRepo', ['outside', 'https://example.com/']);
    await admin.call('addExternalRepoToTag', ['base', 'outside', 5]);
    await admin.call('repo.request', [child.id], { force: true });
    const repo = await hub.rows.repo({ tag: child.id });
    const page = await textOf(get('taginfo?tagID=child'));
    expect(fact(page, 'Packages')).toBe('2 , with those that are blocked 3');
    expect(fact(page, 'Builds')).toBe('2 , of its own 1');
    expect(fact(page, 'Targets from it')).toBe('up');
    expect(fact(page, 'Newest repo')).toMatch(new RegExp(`^${repo.id} , made`));
    expect(fact(page, 'Requests for repos')).toBe('1');
    expect(page).toContain('externalrepoinfo?extrepoID=1');
    expect(page).toMatch(
      /priority 5, 2 levels, intransitive, without settings, only packages like <code>\^\(one\|two\|&lt;t\)/,
    );
    expect(page.indexOf('>plain<')).toBeLessThan(page.indexOf('priority 5'));
    expect(page).not.toContain('tagedit');
    expect(fact(await textOf(get('taginfo?tagID=base')), 'Inherited by')).toBe('1 tag directly');
  });

  it('shows seven levels of its inheritance, and all of it on request', async () => {
    const { hub, get } = await visitedHub({}, open);
    let tag = await hub.rows.tag({ name: 'level-0' });
    for (let level = 1; level <= 12; level += 1)
      tag = await hub.rows.tag({ name: `level-${level}`, parents: [tag.id] });
    const near = await textOf(get('taginfo?tagID=level-12'));
    expect(near).toContain('>level-5<');
    expect(near).not.toContain('>level-4<');
    expect(near).toContain(`taginfo?tagID=${tag.id}&amp;all=1`);
    expect(await textOf(get('taginfo?tagID=level-12&all=1'))).toContain('>level-0<');
    expect((await get('taginfo?tagID=level-12&all=2')).status).toBe(400);
  });

  it('of a deleted tag says when it ended and what it was', async () => {
    const visited = await visitedHub({}, open);
    const base = await visited.hub.rows.tag({ name: 'base' });
    const tag = await visited.hub.rows.tag({ name: 'old', arches: 'ppc', parents: [base.id] });
    await (await visited.hub.as('kojiadmin')).call('deleteTag', ['old']);
    const admin = await login(visited, 'kojiadmin');
    for (const address of ['taginfo?tagID=old', `taginfo?tagID=${tag.id}`]) {
      const page = await textOf(admin.get(address));
      expect(page).toMatch(/This tag was deleted\s*<time datetime="20/);
      expect(fact(page, 'Arches')).toBe('ppc');
      expect(page).toContain('>base<');
      expect(page).not.toContain('tagedit');
    }
    expect((await visited.get('taginfo?tagID=never')).status).toBe(404);
  });

  it('offers to those who may what can be done, and itself as the parent that was looked for', async () => {
    const visited = await visitedHub({}, open);
    const base = await visited.hub.rows.tag({ name: 'base' });
    const tag = await visited.hub.rows.tag({ name: 'child', parents: [base.id] });
    const [admin, alice] = [await login(visited, 'kojiadmin'), await login(visited, 'alice')];
    const offered = async (who: { get: typeof admin.get }, address: string) =>
      [
        ...(await textOf(who.get(address))).matchAll(
          /href="((?:tag(?:edit|delete|parent)|newrepo|sidetagcreate)[^"]*)"/g,
        ),
      ].map(([, to]) => to!.replaceAll('&amp;', '&'));
    expect(await offered(alice, 'taginfo?tagID=child')).toEqual([]);
    const withoutPlugin = await alice.submit('sidetagcreate', { basetag: 'child' });
    expect([withoutPlugin.status, problemOf(await withoutPlugin.text())]).toEqual([
      404,
      'This hub has no side tags: its plugin sidetag is not loaded',
    ]);
    expect(await offered(admin, 'taginfo?tagID=child')).toEqual([
      `tagedit?tagID=${tag.id}`,
      `tagparent?tagID=${tag.id}&action=add`,
      `newrepo?tagID=${tag.id}`,
      `tagdelete?tagID=${tag.id}`,
      `tagparent?tagID=${tag.id}&parentID=${base.id}&action=edit`,
      `tagparent?tagID=${tag.id}&parentID=${base.id}&action=remove`,
    ]);
    expect(await textOf(admin.get(`tags?childID=${tag.id}`))).toContain(
      `taginfo?tagID=${base.id}&amp;childID=${tag.id}`,
    );
    expect(await offered(admin, `taginfo?tagID=${base.id}&childID=${tag.id}`)).toContain(
      `tagparent?tagID=${tag.id}&parentID=${base.id}&action=add`,
    );
  });
});

describe('the list of builders', () => {
  it('is narrowed by state, readiness, channel and arch, and sorted by each column', async () => {
    const { hub, get } = await visitedHub();
    await hub.rows.host({ name: 'one', arches: 'x86_64 i686' });
    await hub.rows.host({ name: 'two', arches: 'ppc64le', enabled: false });
    await hub.rows.host({ name: 'three', arches: 'ppc64le', channels: [] });
    const hosts = async (query: string) =>
      [...(await textOf(get(`hosts?${query}`))).matchAll(/hostinfo\?hostID=\d+">([^<]+)</g)].map(
        ([, name]) => name,
      );
    expect(await hosts('')).toEqual(['one', 'three']);
    expect(await hosts('state=disabled')).toEqual(['two']);
    expect(await hosts('state=all&arch=ppc64le')).toEqual(['three', 'two']);
    expect(await hosts('channel=default')).toEqual(['one']);
    expect(await hosts('ready=yes')).toEqual([]);
    for (const order of [
      'id',
      'arches',
      'channels',
      'enabled',
      'ready',
      'task_load',
      'capacity',
      'last_update',
    ])
      expect([order, (await hosts(`order=-${order}`)).length]).toEqual([order, 2]);
    expect((await get('hosts?channel=nosuch')).status).toBe(404);
    expect((await get('hosts?arch=%3Cb%3E')).status).toBe(400);
    const channel = await textOf(get('channelinfo?channelID=default'));
    expect(fact(channel, 'Hosts')).toBe('2, 1 enabled, 0 of these ready');
    expect(fact(channel, 'Load')).toBe('0.0 of 2.0');
  });
});
