import { mkdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TASK_STATES } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';

const ARTIFACT = { group_id: 'org.ex', artifact_id: 'art', version: '1' };

eachDatabase('imports of archives', (open) => {
  async function openWithUploads(): Promise<{ hub: TestHub; work: string }> {
    const hub = await open({ config: '[hub]\nEnableMaven = True\nEnableWin = True\n' });
    const work = join(hub.hub.parts.config.KojiDir, 'work');
    await mkdir(join(work, 'up'), { recursive: true });
    return { hub, work };
  }

  it('put a file and the sums that Maven wants into the build, and leave a link behind', async () => {
    const { hub, work } = await openWithUploads();
    const admin = await hub.as('kojiadmin');
    const build = { name: 'm', version: '1', release: '1', epoch: null };
    await admin.call('createMavenBuild', [build, ARTIFACT]);
    await writeFile(join(work, 'up', 'art-1.jar'), 'a jar');
    await admin.call('importArchive', ['up/art-1.jar', 'm-1-1', 'maven', ARTIFACT]);
    const folder = join(work, '../packages/m/1/1/maven/org/ex/art/1');
    expect(await readFile(join(folder, 'art-1.jar'), 'utf8')).toBe('a jar');
    expect(await readFile(join(folder, 'art-1.jar.md5'), 'utf8')).toMatch(/^[0-9a-f]{32}$/);
    expect(await readFile(join(folder, 'art-1.jar.sha1'), 'utf8')).toMatch(/^[0-9a-f]{40}$/);
    expect(await readlink(join(work, 'up', 'art-1.jar'))).toContain('packages/m/1/1');
    const again = admin.call('importArchive', ['up/art-1.jar', 'm-1-1', 'maven', ARTIFACT]);
    await expect(again).rejects.toThrow('was imported already');
  });

  it('refuse a POM of another artifact', async () => {
    const { hub, work } = await openWithUploads();
    const admin = await hub.as('kojiadmin');
    await admin.call('createMavenBuild', [{ name: 'm', version: '1', release: '1', epoch: null }, ARTIFACT]);
    const pom =
      '<project><parent><groupId>g</groupId><version>2</version></parent><artifactId>b</artifactId></project>';
    await writeFile(join(work, 'up', 'art-1.pom'), pom);
    const imported = admin.call('importArchive', ['up/art-1.pom', 'm-1-1', 'maven', ARTIFACT]);
    await expect(imported).rejects.toThrow(
      'Maven info from .pom file (g-b-2) does not match user-supplied typeInfo (org.ex-art-1)',
    );
  });

  it('refuse names that lead out of the build or of the uploads', async () => {
    const { hub, work } = await openWithUploads();
    const admin = await hub.as('kojiadmin');
    await admin.call('createWinBuild', [
      { name: 'w', version: '1', release: '1', epoch: null },
      { platform: 'x' },
    ]);
    await writeFile(join(work, 'up', 'a.exe'), 'MZ');
    const info = { relpath: '../../../x', platforms: ['x86_64'], flags: [] };
    const outside = admin.call('importArchive', ['up/a.exe', 'w-1-1', 'win', info]);
    await expect(outside).rejects.toThrow('Invalid path segment: ../../../x');
    const inside = { ...info, relpath: 'bin' };
    const foreign = admin.call('importArchive', ['../a.exe', 'w-1-1', 'win', inside]);
    await expect(foreign).rejects.toThrow('Invalid upload path');
    await symlink(join(work, 'up', 'a.exe'), join(work, 'up', 'b.exe'));
    const linked = admin.call('importArchive', ['up/b.exe', 'w-1-1', 'win', inside]);
    await expect(linked).rejects.toThrow('is not a regular file');
    expect(await hub.anonymous.call('listArchives')).toEqual([]);
  });

  it('take from a builder only what its own tasks have uploaded for their builds', async () => {
    const { hub, work } = await openWithUploads();
    const host = await hub.rows.host();
    const builder = await hub.as(host.name);
    await builder.call('exclusiveSession');
    const running = { state: TASK_STATES.OPEN, hostId: host.id };
    const [own, other] = [await hub.rows.task(running), await hub.rows.task(running)];
    const { name } = await hub.rows.build({ taskId: own.id });
    const { name: foreign } = await hub.rows.build();
    const admin = await hub.as('kojiadmin');
    for (const build of [name, foreign]) await admin.call('createMavenBuild', [build, ARTIFACT]);
    const folder = (id: number) => `tasks/${id % 10000}/${id}`;
    for (const { id } of [own, other]) await builder.upload(folder(id), 'art-1.jar', 'a jar');
    const take = (build: string, id: number) =>
      builder.call('host.importArchive', [`${work}/${folder(id)}/art-1.jar`, build, 'maven', ARTIFACT]);
    await expect(take(name, other.id)).rejects.toThrow(`is no upload of task ${own.id}`);
    await expect(take(foreign, own.id)).rejects.toThrow(`${foreign} is not of a task`);
    await take(name, own.id);
    expect(await hub.anonymous.call('listArchives')).toMatchObject([{ filename: 'art-1.jar' }]);
  });
});
