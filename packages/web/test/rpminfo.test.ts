import { describe, expect, it } from 'vitest';
import { asHub } from '@kojikit/hub-core';
import { addArchive, addBuildroot, addRepo, addRpm, putPackage } from './built.js';
import { visitedHub, type Visited } from './visit.js';

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;

const text = async ({ get }: Visited, address: string, status = 200) => {
  const response = await get(address);
  const page = await response.text();
  expect(response.status, `${address}: ${page}`).toBe(status);
  return page;
};

/** The RPM tinylib-1.0-1.x86_64 with its file, made in one build root and installed in others. */
async function usedRpm({ hub }: Visited, used = 1) {
  const build = await hub.rows.build({ name: 'tinylib' });
  const tag = await hub.rows.tag({ name: 'f40' });
  const place = {
    host: (await hub.rows.host()).id,
    repo: await addRepo(hub, tag.id),
    task: (await hub.rows.task()).id,
  };
  const made = await addBuildroot(hub, place);
  const id = await addRpm(hub, { build_id: build.id, buildroot_id: made, extra: '{"a": {"b": [1]}}' }, [
    'aaaa1111',
  ]);
  await putPackage(hub, 'x86_64');
  const buildroots: number[] = [];
  for (let count = 0; count < used; count += 1)
    buildroots.push(await addBuildroot(hub, { ...place, rpms: [id] }));
  return { id, build: build.id, made, buildroots };
}

describe('the page of an RPM', () => {
  it('says what it is, what it needs and holds, where it was made and where it was used', async () => {
    const visited = await visitedHub();
    const { id, build, made, buildroots } = await usedRpm(visited);
    const page = await text(visited, `rpminfo?rpmID=${id}`);
    expect(page).toContain(`buildinfo?buildID=${build}">tinylib-1.0-1</a>`);
    expect(page).toContain('hugelib &lt; 2');
    expect(page).toContain(`fileinfo?rpmID=${id}&amp;filename=/usr/share/tinylib/data.txt"`);
    expect(page).toContain(`buildrootinfo?buildrootID=${made}"`);
    expect(page).toContain(`buildrootinfo?buildrootID=${buildroots[0]}"`);
    expect(page).toContain('data/signed/aaaa1111/x86_64/tinylib-1.0-1.x86_64.rpm"');
    expect(page).toContain('&quot;b&quot;');
    expect(await text(visited, 'rpminfo?rpmID=tinylib-1.0-1.x86_64')).toContain('hugelib');
  });

  it('sorts and cuts its files and build roots', async () => {
    const visited = await visitedHub();
    const { id, buildroots } = await usedRpm(visited, 55);
    const first = await text(visited, `rpminfo?rpmID=${id}`);
    expect(first).toContain(`buildrootID=${buildroots.at(-1)}"`);
    expect(first).not.toContain(`buildrootID=${buildroots[0]}"`);
    expect(first).toContain('buildrootStart=50#buildrootlist');
    const second = await text(visited, `rpminfo?rpmID=${id}&buildrootStart=50&fileOrder=-size`);
    expect(second).toContain(`buildrootID=${buildroots[0]}"`);
    for (const wrong of ['fileOrder=nonsense', 'buildrootOrder=tag_name', 'fileStart=x'])
      await text(visited, `rpminfo?rpmID=${id}&${wrong}`, 400);
  });

  it('of an external repo, and of one without a file, shows what is known', async () => {
    const visited = await visitedHub();
    const admin = await visited.hub.as('kojiadmin');
    const { id: repo } = await admin.call<{ id: number }>('createExternalRepo', [
      'far',
      'http://example.com/',
    ]);
    const id = await addRpm(visited.hub, { external_repo_id: repo, draft: null });
    const page = await text(visited, `rpminfo?rpmID=${id}`);
    expect(page).toContain(`externalrepoinfo?extrepoID=${repo}">far</a>`);
    const { id: build } = await visited.hub.rows.build({ name: 'other' });
    const lost = await addRpm(visited.hub, { build_id: build, name: HOSTILE });
    const without = await text(visited, `rpminfo?rpmID=${lost}`);
    expect(without).toContain('Its file is not here');
    expect(without).not.toMatch(/<script>alert|<img src=x/);
  });

  it('is 404 for what does not exist, and 400 for what names no RPM', async () => {
    const visited = await visitedHub();
    await text(visited, 'rpminfo?rpmID=77', 404);
    await text(visited, 'rpminfo?rpmID=a-1-1.noarch', 404);
    await text(visited, 'rpminfo?rpmID=nonsense', 400);
    await text(visited, 'rpminfo', 400);
  });

  it('asks the database eight times at most', async () => {
    const visited = await visitedHub();
    const { id } = await usedRpm(visited);
    const asked = await visited.hub.queriesOf(() => text(visited, `rpminfo?rpmID=${id}`));
    expect(asked.length).toBeLessThanOrEqual(8);
  });
});

describe('the lists of what something consists of', () => {
  it('are of build roots, images and builds', async () => {
    const visited = await visitedHub();
    const { hub } = visited;
    const { id, build, made, buildroots } = await usedRpm(visited);
    const archive = await addArchive(hub, { build_id: build, buildroot_id: made });
    await asHub(hub.hub.parts, 'test rows', async (ctx) => {
      await ctx.db.insert('archive_rpm_components', { archive_id: archive, rpm_id: id });
      await ctx.db.insert('archive_components', { archive_id: archive, component_id: archive });
      await ctx.db.insert('buildroot_archives', {
        buildroot_id: buildroots[0],
        archive_id: archive,
        project_dep: false,
      });
    });
    const of = (type: string) =>
      type === 'image' ? `imageID=${archive}` : `buildrootID=${type === 'built' ? made : buildroots[0]}`;
    for (const type of ['component', 'built', 'image']) {
      expect(await text(visited, `rpmlist?type=${type}&${of(type)}`), type).toContain(`rpminfo?rpmID=${id}"`);
      const archives = await text(visited, `archivelist?type=${type}&${of(type)}`);
      expect(archives, type).toContain(`archiveinfo?archiveID=${archive}"`);
    }
    expect(await text(visited, `rpmlist?type=build&buildID=${build}&arch=x86_64`)).toContain('1 RPM');
    expect(await text(visited, `rpmlist?type=build&buildID=${build}&arch=s390x`)).toContain('0 RPMs');
    expect(await text(visited, `rpmlist?buildrootID=${buildroots[0]}`)).toContain('1 RPM');
    await text(visited, `rpmlist?type=component&buildrootID=${buildroots[0]}&order=-is_update`);
    await text(visited, `archivelist?type=component&buildrootID=${buildroots[0]}&order=-project`);
  });

  it('are 404 and 400 for what is not there and cannot be', async () => {
    const visited = await visitedHub();
    for (const page of ['rpmlist', 'archivelist']) {
      await text(visited, `${page}?type=component`, 400);
      await text(visited, `${page}?type=nonsense&buildrootID=1`, 400);
      await text(visited, `${page}?type=component&buildrootID=77`, 404);
      await text(visited, `${page}?type=image&imageID=77`, 404);
      await text(visited, `${page}?type=build&buildID=77`, 404);
      await text(visited, `${page}?type=build&buildID=-3`, 404);
      await text(visited, `${page}?type=built&buildrootID=1&order=nonsense`, 400);
    }
    await text(visited, 'rpmlist?type=built&buildrootID=1&order=is_update', 400);
  });
});
