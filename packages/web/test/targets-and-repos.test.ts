import { BUILDROOT_STATES, REPO_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { describe, expect, it } from 'vitest';
import { visitedHub } from './visit.js';

const textOf = async (response: Promise<Response>) => (await response).text();
const columnOf = (page: string, parameter: string) =>
  [...page.matchAll(new RegExp(`${parameter}=\\d+">([^<]+)<`, 'g'))].map(([, name]) => name);

eachDatabase('targets, repos and build roots', (open) => {
  it('can be read with the parameters that Koji has', async () => {
    const { hub, get } = await visitedHub({}, open);
    const { rows } = hub;
    const tag = await rows.tag({ name: 'f40-build', arches: 'x86_64' });
    const target = await rows.target({ name: 'f40', buildTag: tag.id });
    const task = await rows.task({ method: 'newRepo', params: ['f40-build'] });
    const host = await rows.host({ name: 'builder-1' });
    const repo = await rows.repo({ tag: tag.id, taskId: task.id, customOptions: { src: true } });
    const root = await rows.buildroot({ repo: repo.id, task: task.id, host: host.id });
    const alice = await hub.as('alice');
    await alice.call('repo.request', [tag.id], { opts: { debuginfo: true } });
    const admin = await hub.as('kojiadmin');
    await admin.call('createExternalRepo', ['outside', 'https://example.com/$arch/']);
    await admin.call('addExternalRepoToTag', [tag.id, 'outside', 5]);

    const shows: readonly (readonly [address: string, ...texts: string[]])[] = [
      ['buildtargets', `buildtargetinfo?targetID=${target.id}">f40<`, `taginfo?tagID=${tag.id}">f40-build<`],
      ['buildtargets?order=-id', '>f40<'],
      ['buildtargets?order=dest_tag_name', '>f40<'],
      [`buildtargetinfo?targetID=${target.id}`, 'f40-build'],
      ['buildtargetinfo?name=f40', 'f40-build'],
      ['buildtargetinfo?targetID=f40', 'f40-build'],
      [
        `repoinfo?repoID=${repo.id}`,
        'src=yes',
        `taskinfo?taskID=${task.id}`,
        '>ready</b>',
        `buildroots?repoID=${repo.id}">1<`,
      ],
      ['reporequests', 'debuginfo=yes', `taginfo?tagID=${tag.id}`, '>alice<'],
      ['reporequests?active=false', 'No requests fit'],
      ['reporequests?active=no&tag=f40-build', 'No requests fit'],
      ['reporequests?active=all&tag=f40-build&order=-priority', 'debuginfo=yes'],
      [`reporequests?tag=${tag.id}&active=nonsense&order=tag_name`, 'debuginfo=yes'],
      ['reporequest?reqID=1', 'debuginfo=yes', '>alice<'],
      ['buildroots', `buildrootinfo?buildrootID=${root.id}`, '>builder-1<'],
      [`buildroots?repoID=${repo.id}&state=${BUILDROOT_STATES.BUILDING}&order=-tag_name`, '>f40-build<'],
      [`buildroots?repoID=${repo.id}&state=expired`, 'No build roots fit'],
      ['externalrepos?order=-url', 'https://example.com/$arch/'],
      ['externalrepoinfo?extrepoID=outside', `taginfo?tagID=${tag.id}">f40-build<`],
      ['externalrepoinfo?extrepoID=1', 'https://example.com/$arch/'],
    ];
    for (const [address, ...texts] of shows) {
      const response = await get(address);
      const page = await response.text();
      expect([address, response.status]).toEqual([address, 200]);
      for (const text of texts) expect(page, address).toContain(text);
    }
  });
});

eachDatabase('a target that was deleted', (open) => {
  it('still has its page, which tells by whom it was deleted and what it was', async () => {
    const { hub, get } = await visitedHub({}, open);
    const first = await hub.rows.tag({ name: 'f40-build' });
    const second = await hub.rows.tag({ name: 'f41-build' });
    const target = await hub.rows.target({ name: 'f40', buildTag: first.id });
    const admin = await hub.as('kojiadmin');
    await admin.call('editBuildTarget', ['f40', 'f40', second.id, first.id]);
    expect(await textOf(get('buildtargetinfo?name=f40'))).toContain('>f41-build</a>');
    await admin.call('deleteBuildTarget', ['f40']);
    for (const address of [`buildtargetinfo?targetID=${target.id}`, 'buildtargetinfo?name=f40']) {
      const response = await get(address);
      expect([address, response.status]).toEqual([address, 200]);
      const page = await response.text();
      expect(page).toMatch(/This target was deleted <time [^]*?, by <a href="userinfo\?userID=1">kojiadmin</);
      expect(page.indexOf('>f41-build</a>')).toBeLessThan(page.lastIndexOf('>f40-build</a>'));
      expect(page.match(/<tr>/g)).toHaveLength(3);
    }
    await admin.call('createBuildTarget', ['f40', first.id, first.id]);
    expect(await textOf(get('buildtargetinfo?name=f40'))).not.toContain('was deleted');
  });
});

eachDatabase('an external repo that was deleted', (open) => {
  it('still has its page, which tells by whom it was deleted, what it was and which tags used it then', async () => {
    const { hub, get } = await visitedHub({}, open);
    const [before, last] = [await hub.rows.tag({ name: 'f39' }), await hub.rows.tag({ name: 'f40' })];
    const admin = await hub.as('kojiadmin');
    await admin.call('createExternalRepo', ['outside', 'https://old.example.com/']);
    await admin.call('addExternalRepoToTag', [before.id, 'outside', 5]);
    await admin.call('editExternalRepo', ['outside'], { url: 'https://new.example.com/' });
    await admin.call('addExternalRepoToTag', [last.id, 'outside', 7]);
    await admin.call('removeExternalRepoFromTag', [before.id, 'outside']);
    expect(await textOf(get('externalrepoinfo?extrepoID=outside'))).not.toContain('was deleted');
    await admin.call('deleteExternalRepo', ['outside']);
    for (const given of ['1', 'outside']) {
      const response = await get(`externalrepoinfo?extrepoID=${given}`);
      expect([given, response.status]).toEqual([given, 200]);
      const page = await response.text();
      expect(page).toMatch(
        /This external repo was deleted <time [^]*?, by <a href="userinfo\?userID=1">kojiadmin</,
      );
      expect(page).toContain('https://new.example.com/');
      expect(page).toMatch(/Tags that used it<[^]*>f40<\/a>/);
      expect(page).not.toContain('>f39</a>');
    }
    await admin.call('createExternalRepo', ['outside', 'https://newer.example.com/']);
    const page = await textOf(get('externalrepoinfo?extrepoID=outside'));
    expect(page).toContain('https://newer.example.com/');
    expect(page).not.toContain('was deleted');
  });
});

describe('an address of a target, repo or build root', () => {
  it('that names nothing says so', async () => {
    const { get } = await visitedHub();
    const statuses: Readonly<Record<string, number>> = {
      'buildtargetinfo?targetID=999': 404,
      'buildtargetinfo?name=nosuch': 404,
      buildtargetinfo: 400,
      'buildtargets?order=nonsense': 400,
      'repoinfo?repoID=999': 404,
      'repoinfo?repoID=x': 400,
      'reporequest?reqID=999': 404,
      'reporequests?tag=nosuch': 404,
      'buildroots?state=nonsense': 400,
      'buildroots?state=9': 400,
      'buildroots?repoID=x': 400,
      'externalrepoinfo?extrepoID=nosuch': 404,
      externalrepoinfo: 400,
    };
    for (const [address, status] of Object.entries(statuses)) {
      expect([address, (await get(address)).status]).toEqual([address, status]);
    }
  });
});

describe('a list of targets or requests', () => {
  it('is cut into pages that do not overlap, whatever it is sorted by', async () => {
    const { hub, get } = await visitedHub();
    const [build, dest] = [await hub.rows.tag(), await hub.rows.tag()];
    for (let number = 0; number < 60; number += 1)
      await hub.rows.target({ buildTag: build.id, destTag: dest.id });
    for (const order of ['name', '-id', 'build_tag_name', '-dest_tag_name']) {
      const pages = await Promise.all(
        [0, 50].map((from) => textOf(get(`buildtargets?order=${order}&start=${from}`))),
      );
      const names = pages.flatMap((page) => columnOf(page, 'targetID'));
      expect([order, new Set(names).size]).toEqual([order, 60]);
    }
  });
});

describe('a repo', () => {
  it('that is for distribution, deleted or a problem says so', async () => {
    const { hub, get } = await visitedHub();
    const tag = await hub.rows.tag({ name: 'f40' });
    const repo = await hub.rows.repo({ tag: tag.id, dist: true, state: REPO_STATES.PROBLEM });
    const page = await textOf(get(`repoinfo?repoID=${repo.id}`));
    expect(page).toContain('problem</b>');
    expect(page).toContain('for distribution');
    expect(page).toContain(`repos-dist/f40/${repo.id}/`);
  });
});
