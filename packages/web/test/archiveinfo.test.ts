import { mkdir, copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asHub } from '@kojikit/hub-core';
import { describe, expect, it } from 'vitest';
import { addArchive, addBuildroot, addRepo, addRpm, putPackage } from './built.js';
import { visitedHub, type Visited } from './visit.js';

const ARCHIVES = fileURLToPath(new URL('../../hub-core/fixtures/archives/', import.meta.url));

const text = async ({ get }: Visited, address: string, status = 200) => {
  const response = await get(address);
  const page = await response.text();
  expect(response.status, `${address}: ${page}`).toBe(status);
  return page;
};

describe('the page of an archive', () => {
  it('says what it is, what it consists of, where it was made and where it was used', async () => {
    const visited = await visitedHub();
    const { hub } = visited;
    const build = await hub.rows.build({ name: 'disk' });
    const tag = await hub.rows.tag({ name: 'f40' });
    const place = {
      host: (await hub.rows.host()).id,
      repo: await addRepo(hub, tag.id),
      task: (await hub.rows.task()).id,
    };
    const [made, used] = [await addBuildroot(hub, place), await addBuildroot(hub, place)];
    const extra = '{"image": {"arch": "x86_64"}}';
    const id = await addArchive(hub, { build_id: build.id, buildroot_id: made, extra });
    const rpm = await addRpm(hub, { build_id: build.id });
    await asHub(hub.hub.parts, 'test rows', async (ctx) => {
      await ctx.db.insert('image_archives', { archive_id: id, arch: 'aarch64' });
      await ctx.db.insert('archive_rpm_components', { archive_id: id, rpm_id: rpm });
      await ctx.db.insert('buildroot_archives', { buildroot_id: used, archive_id: id, project_dep: false });
    });
    let page = '';
    const asked = await hub.queriesOf(async () => {
      page = await text(visited, `archiveinfo?archiveID=${id}`);
    });
    expect(asked.length).toBeLessThanOrEqual(8);
    expect(page).toContain(`buildinfo?buildID=${build.id}">disk-1.0-1</a>`);
    expect(page).toContain('href="/kojifiles/packages/disk/1.0/1/images/disk.img"');
    expect(page).toContain('sha256 c0ffee');
    expect(page).toContain('aarch64');
    expect(page).toContain(`buildrootinfo?buildrootID=${made}"`);
    expect(page).toContain(`buildrootinfo?buildrootID=${used}"`);
    expect(page).toContain(`rpmlist?type=image&amp;imageID=${id}"`);
    expect(page).not.toContain('archivelist?type=image');
    await text(visited, 'archiveinfo?archiveID=77', 404);
    await text(visited, 'archiveinfo?archiveID=x', 400);
    await text(visited, `archiveinfo?archiveID=${id}&fileOrder=mode`, 400);
  });

  it('shows the files that are in it, each with a page', async () => {
    const visited = await visitedHub();
    const { hub } = visited;
    const build = await hub.rows.build({ name: 'disk' });
    const [zip] = (
      await hub.anonymous.call<{ id: number; compression_type: string | null }[]>('getArchiveTypes')
    ).filter(({ compression_type: type }) => type === 'zip');
    const id = await addArchive(hub, { build_id: build.id, type_id: zip!.id, filename: 'a.zip' });
    const path = join(hub.topdir, 'packages/disk/1.0/1/images/a.zip');
    await mkdir(dirname(path), { recursive: true });
    await asHub(hub.hub.parts, 'test rows', (ctx) =>
      ctx.db.insert('image_archives', { archive_id: id, arch: 'x86_64' }),
    );
    await copyFile(join(ARCHIVES, 'plain.jar'), path);
    const page = await text(visited, `archiveinfo?archiveID=${id}`);
    const file = /fileinfo\?archiveID=\d+&amp;filename=[^"]+/.exec(page)![0].replaceAll('&amp;', '&');
    expect(await text(visited, file)).toContain(`archiveinfo?archiveID=${id}">a.zip</a>`);
    await text(visited, `fileinfo?archiveID=${id}&filename=nosuch`, 404);
  });
});

describe('the page of a file of an RPM', () => {
  it('says whose it is and how it is stored', async () => {
    const visited = await visitedHub();
    const build = await visited.hub.rows.build({ name: 'tinylib' });
    const id = await addRpm(visited.hub, { build_id: build.id });
    await putPackage(visited.hub, 'x86_64');
    const page = await text(visited, `fileinfo?rpmID=${id}&filename=/usr/share/tinylib/current`);
    expect(page).toContain(`rpminfo?rpmID=${id}">tinylib-1.0-1.x86_64</a>`);
    expect(page).toContain('lrwxrwxrwx');
    await text(visited, `fileinfo?rpmID=${id}&filename=/nosuch`, 404);
    await text(visited, 'fileinfo?rpmID=77&filename=/x', 404);
    await text(visited, 'fileinfo?archiveID=77&filename=/x', 404);
    await text(visited, 'fileinfo?filename=/x', 400);
    await text(visited, `fileinfo?rpmID=${id}`, 400);
    await text(visited, 'fileinfo?rpmID=-1&filename=x', 404);
    await text(visited, 'fileinfo?rpmID=99999999999&filename=x', 404);
  });
});

describe('the page of a build root', () => {
  it('leads to what it consists of and what was made in it, also one of a content generator', async () => {
    const visited = await visitedHub();
    const { hub } = visited;
    const cg = await asHub(hub.hub.parts, 'test rows', async (ctx) => {
      const cg_id = await ctx.db.insertReturningId('content_generator', { name: 'imagemaker' });
      return ctx.db.insertReturningId('buildroot', {
        br_type: 1,
        cg_id,
        cg_version: '2.1',
        container_type: 'docker',
        container_arch: 's390x',
        host_os: 'fedora-40',
        host_arch: 's390x',
        extra: '{"osbs": true}',
      });
    });
    const page = await text(visited, `buildrootinfo?buildrootID=${cg}`);
    for (const shown of ['imagemaker 2.1', 'fedora-40', 'docker', 'osbs'])
      expect(page, shown).toContain(shown);
    for (const list of ['rpmlist', 'archivelist'])
      for (const type of ['component', 'built']) {
        expect(page).toContain(`${list}?type=${type}&amp;buildrootID=${cg}"`);
        await text(visited, `${list}?type=${type}&buildrootID=${cg}`);
      }
  });
});
