import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import sql from 'sql-template-tag';
import { TAG_UPDATE_TYPES } from '@kojikit/protocol';
import { eachDatabase, type TestHub, type TestHubOptions } from '@kojikit/testing';

type Open = (options?: TestHubOptions) => Promise<TestHub>;

/** A hub with the volume `vol1` and the build p-1-1 on DEFAULT. */
async function withVolume(open: Open, options?: TestHubOptions) {
  const hub = await open(options);
  const admin = await hub.as('kojiadmin');
  mkdirSync(join(hub.topdir, 'vol/vol1'), { recursive: true });
  const volume = await admin.call<{ id: number; name: string }>('addVolume', ['vol1']);
  const tag = await hub.rows.tag();
  const build = await hub.rows.build({ name: 'p', version: '1', tags: [tag.id] });
  const home = join(hub.topdir, 'packages/p/1/1');
  const away = join(hub.topdir, 'vol/vol1/packages/p/1/1');
  mkdirSync(join(home, 'x86_64'), { recursive: true });
  writeFileSync(join(home, 'x86_64/p.rpm'), 'rpm');
  return { hub, admin, volume, tag, build, home, away };
}

eachDatabase('volumes', (open) => {
  it('get a link to the folder of the hub', async () => {
    const { hub, admin, volume } = await withVolume(open);
    expect(readlinkSync(join(hub.topdir, 'vol/vol1/toplink'))).toBe(hub.topdir);
    expect(await admin.call('listVolumes')).toEqual([{ id: 0, name: 'DEFAULT' }, volume]);
    await expect(admin.call('addVolume', ['vol1'])).rejects.toThrow('volume vol1 already exists');
    expect(await admin.call('addVolume', ['vol1'], { strict: false })).toEqual(volume);
  });

  it('must not have something else for the link', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const folder = join(hub.topdir, 'vol/vol1');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'toplink'), '');
    await expect(admin.call('addVolume', ['vol1'])).rejects.toThrow(`Not a symlink: ${folder}/toplink`);
  });

  it('must not be outside of the folder for volumes', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    mkdirSync(join(hub.topdir, 'vol'));
    await expect(admin.call('addVolume', ['..'])).rejects.toThrow('Invalid volume name: ..');
    await expect(admin.call('addVolume', ['x/../../work'])).rejects.toThrow('Invalid volume name');
  });

  it('take a build with its files, which stays reachable by a link, and give it back', async () => {
    const { hub, admin, volume, tag, build, home, away } = await withVolume(open);
    await admin.call('changeBuildVolume', [build.id, 'vol1']);
    expect(await admin.call('getBuild', [build.id])).toMatchObject({
      volume_id: volume.id,
      volume_name: 'vol1',
    });
    expect(readlinkSync(home)).toBe('../../../vol/vol1/packages/p/1/1');
    expect(readFileSync(join(home, 'x86_64/p.rpm'), 'utf8')).toBe('rpm');
    expect(lstatSync(away).isDirectory()).toBe(true);
    const updates = await hub.database.transaction((db) =>
      db.all(sql`SELECT tag_id, update_type FROM tag_updates`),
    );
    expect(updates).toEqual([{ tag_id: tag.id, update_type: TAG_UPDATE_TYPES.VOLUME_CHANGE }]);
    await expect(admin.call('removeVolume', ['vol1'])).rejects.toThrow('volume vol1 has build references');

    await admin.call('changeBuildVolume', [build.id, 'DEFAULT']);
    expect(lstatSync(home).isDirectory()).toBe(true);
    expect(readFileSync(join(home, 'x86_64/p.rpm'), 'utf8')).toBe('rpm');
    expect(existsSync(away)).toBe(false);
    await admin.call('removeVolume', ['vol1']);
    expect(await admin.call('getVolume', ['vol1'])).toBeNull();
  });

  it('do not take a build over something that is there', async () => {
    const { admin, build, home, away } = await withVolume(open);
    mkdirSync(away, { recursive: true });
    await expect(admin.call('changeBuildVolume', [build.id, 'vol1'])).rejects.toThrow(
      `Destination directory exists: ${away}`,
    );
    expect(existsSync(join(home, 'x86_64/p.rpm'))).toBe(true);
  });

  it('leave a build where it was when a handler refuses the move', async () => {
    const refusing = {
      name: 'refusing',
      on: {
        postBuildStateChange: () => {
          throw new Error('no');
        },
      },
    };
    const { admin, build, home, away } = await withVolume(open, { plugins: [refusing] });
    await expect(admin.call('changeBuildVolume', [build.id, 'vol1'])).rejects.toThrow('no');
    expect(await admin.call('getBuild', [build.id])).toMatchObject({ volume_name: 'DEFAULT' });
    expect(existsSync(join(home, 'x86_64/p.rpm'))).toBe(true);
    expect(existsSync(away)).toBe(false);
  });

  it('are chosen by the policy, also by the task of the build', async () => {
    const config = '[policy]\nvolume =\n    source git://* :: vol1\n    all :: DEFAULT\n';
    const { hub, admin, build } = await withVolume(open, { config });
    const task = await hub.rows.task({ method: 'build', params: ['git://x#1', 'target', {}] });
    await admin.call('applyVolumePolicy', [build.id]);
    expect(await admin.call('getBuild', [build.id])).toMatchObject({ volume_name: 'DEFAULT' });
    await hub.database.transaction((db) => db.update('build', { task_id: task.id }, sql`id = ${build.id}`));
    expect(await admin.call('describeBuild', [build.id])).toMatchObject({ decisions: [] });
    await admin.call('applyVolumePolicy', [build.id], { strict: true });
    expect(await admin.call('getBuild', [build.id])).toMatchObject({ volume_name: 'vol1' });
    expect(await admin.call('describeBuild', [build.id])).toMatchObject({
      decisions: [{ policy: 'volume', result: 'vol1', rule: 'source git://* :: vol1' }],
    });
  });

  it('stay as they are when the policy names none, or fault when strict', async () => {
    const { admin, build } = await withVolume(open, { config: '[policy]\nvolume =\n    all :: nosuch\n' });
    await admin.call('applyVolumePolicy', [build.id]);
    expect(await admin.call('getBuild', [build.id])).toMatchObject({ volume_name: 'DEFAULT' });
    await expect(admin.call('applyVolumePolicy', [build.id], { strict: true })).rejects.toThrow(
      'Policy returned no such volume: nosuch',
    );
  });
});
