import { BUILD_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { describe, expect, it } from 'vitest';
import { HOSTILE } from './areas/area.js';
import { visitedHub } from './visit.js';

const on = (page: string, param: string) =>
  [...page.matchAll(new RegExp(`${param}=\\d+">([^<]+)</a>`, 'g'))].map(([, name]) => name);
const buildsOn = (page: string) => on(page, 'buildID');
const packagesOn = (page: string) => on(page, 'packageID');

eachDatabase('the list of builds', (open) => {
  it('shows builds of a package, an owner, a state, a type and a tag, also by old and broken links', async () => {
    const { hub, get } = await visitedHub({}, open);
    const { rows } = hub;
    const base = await rows.tag({ name: 'base', packages: ['bash', 'zsh'] });
    const tag = await rows.tag({ name: 'f40', parents: [base.id], packages: ['bash'] });
    await rows.build({ name: 'bash', version: '1', tags: [base.id] });
    await rows.build({ name: 'bash', version: '2', tags: [tag.id] });
    await rows.build({ name: 'bash', version: '3', tags: [tag.id], owner: 2 });
    await rows.build({ name: 'zsh', version: '1', tags: [base.id] });
    await rows.build({ name: 'dash', state: BUILD_STATES.FAILED, owner: 2 });
    const shown: readonly (readonly [address: string, builds: readonly string[]])[] = [
      ['builds', ['dash-1.0-1', 'zsh-1-1', 'bash-3-1', 'bash-2-1', 'bash-1-1']],
      ['builds?order=nvr', ['bash-1-1', 'bash-2-1', 'bash-3-1', 'dash-1.0-1', 'zsh-1-1']],
      ['builds?packageID=bash&order=build_id', ['bash-1-1', 'bash-2-1', 'bash-3-1']],
      ['builds?packageID=1&state=all', ['bash-3-1', 'bash-2-1', 'bash-1-1']],
      ['builds?userID=alice', ['dash-1.0-1', 'bash-3-1']],
      ['builds?userID=2&state=1', ['bash-3-1']],
      ['builds?state=3', ['dash-1.0-1']],
      ['builds?state=failed&state=1', ['dash-1.0-1']],
      ['builds?prefix=D', ['dash-1.0-1']],
      ['builds?prefix=%25&state=3', ['dash-1.0-1']],
      ['builds?type=nosuch&state=3&', ['dash-1.0-1']],
      ['builds?type=rpm', []],
      ['builds?tagID=f40', ['zsh-1-1', 'bash-3-1']],
      [`builds?tagID=${tag.id}&inherited=0&&`, ['bash-3-1']],
      ['builds?tagID=f40&latest=0&order=tag_name', ['zsh-1-1', 'bash-1-1', 'bash-3-1', 'bash-2-1']],
      ['builds?tagID=f40&order=nvr&state=3', ['bash-3-1', 'zsh-1-1']],
      ['builds?tagID=f40&userID=alice&packageID=bash&tagID=nosuch', ['bash-3-1']],
      ['builds?order=-tag_name&state=3&foo', ['dash-1.0-1']],
      ['builds?start=4', ['bash-1-1']],
      ['builds?start=-9&state=3', ['dash-1.0-1']],
      ['builds?start=900', []],
      ['builds?tagID=f40&start=900', []],
    ];
    for (const [address, builds] of shown) {
      const response = await get(address);
      expect([address, response.status, buildsOn(await response.text())]).toEqual([address, 200, builds]);
    }
    const wrong = {
      'builds?tagID=nosuch': 404,
      'builds?userID=nosuch': 404,
      'builds?packageID=99999': 404,
      'builds?packageID=99999999999': 404,
      'builds?state=9': 400,
      'builds?state=done': 400,
      'builds?order=colour': 400,
      'builds?start=x': 400,
      'builds?latest=maybe': 400,
      [`builds?tagID=${encodeURIComponent(HOSTILE)}`]: 404,
    };
    for (const [address, status] of Object.entries(wrong)) {
      const response = await get(address);
      expect([address, response.status]).toEqual([address, status]);
      expect(await response.text()).not.toContain('<script>document');
    }
    expect(await (await get('builds?state=9')).text()).toContain('3 (failed)');
  });

  it('goes on page by page and says how many there are', async () => {
    const { hub, get } = await visitedHub({}, open);
    for (let number = 0; number < 52; number += 1)
      await hub.rows.build({ name: 'bash', version: `${number}` });
    const first = await (await get('builds?packageID=bash')).text();
    expect(buildsOn(first)).toHaveLength(50);
    expect(first).toContain('52 builds');
    const [, next] = /href="([^"]+)">Next 50/.exec(first)!;
    expect(buildsOn(await (await get(next!.split('#')[0]!.replaceAll('&amp;', '&'))).text())).toEqual([
      'bash-1-1',
      'bash-0-1',
    ]);
  });
});

eachDatabase('the list of packages', (open) => {
  it('shows all, those of a tag with what it inherits and blocks, and those of an owner', async () => {
    const { hub, get } = await visitedHub({}, open);
    const { rows } = hub;
    const base = await rows.tag({ name: 'base', packages: ['bash', 'zsh', 'zoo'] });
    await rows.tag({ name: 'f40', parents: [base.id], packages: ['dash'] });
    const admin = await hub.as('kojiadmin');
    await admin.call('packageListBlock', ['f40', 'zsh']);
    await admin.call('packageListSetOwner', ['base', 'zoo', 'alice']);
    await rows.build({ name: 'bash', version: '2', state: BUILD_STATES.FAILED });
    await rows.build({ name: 'lone' });
    const shown: readonly (readonly [address: string, packages: readonly string[]])[] = [
      ['packages', ['bash', 'dash', 'lone', 'zoo', 'zsh']],
      ['packages?prefix=Z&order=-package_name', ['zsh', 'zoo']],
      ['packages?order=-package_id&', ['lone', 'dash', 'zoo', 'zsh', 'bash']],
      ['packages?tagID=f40', ['bash', 'dash', 'zoo', 'zsh']],
      ['packages?tagID=f40&blocked=0', ['bash', 'dash', 'zoo']],
      ['packages?tagID=f40&inherited=0&order=package_name', ['dash', 'zsh']],
      ['packages?tagID=f40&order=-blocked&&', ['zsh', 'bash', 'zoo', 'dash']],
      ['packages?userID=alice', ['zoo']],
      ['packages?userID=alice&tagID=f40&userID=1', ['zoo']],
      ['packages?order=tag_name&prefix=l', ['lone']],
      ['packages?start=4', ['zsh']],
      ['packages?start=100', []],
    ];
    for (const [address, packages] of shown) {
      const response = await get(address);
      expect([address, response.status, packagesOn(await response.text())]).toEqual([address, 200, packages]);
    }
    for (const [address, status] of Object.entries({
      'packages?tagID=nosuch': 404,
      'packages?userID=4711': 404,
      'packages?blocked=perhaps': 400,
      'packages?order=nvr': 400,
    }))
      expect([address, (await get(address)).status]).toEqual([address, status]);
    const page = await (await get('packages')).text();
    expect(page).toMatch(/>bash-2-1<\/a>[\s\S]*?class="state failed"/);
  });
});

describe('filters of a list', () => {
  it('stay what they are in the links to further rows and other orders', async () => {
    const { hub, get } = await visitedHub();
    const tag = await hub.rows.tag({ packages: ['bash'] });
    await hub.rows.build({ name: 'bash', tags: [tag.id] });
    const page = await (await get(`builds?tagID=${tag.id}&latest=0&prefix=b`)).text();
    expect(page).toContain(`href="builds?tagID=${tag.id}&amp;prefix=b&amp;latest=0&amp;order=nvr"`);
    expect(page).toMatch(/<option value="0" +selected/);
  });
});
