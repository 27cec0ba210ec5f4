import { existsSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { BUILD_STATES } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';

function makeFolder(hub: TestHub, path: string): string {
  const folder = join(hub.topdir, path);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'file'), 'content');
  return folder;
}

const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

eachDatabase('deleting and resetting builds', (open) => {
  it('removes the files and the link that a promotion left', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const { id } = await hub.rows.build({ name: 'p', version: '1' });
    const folder = makeFolder(hub, 'packages/p/1/1');
    const link = `${folder},draft_${id}`;
    symlinkSync('1', link);

    expect(await admin.call('deleteBuild', [id])).toBe(true);
    expect(await admin.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.DELETED });
    expect(isThere(folder)).toBe(false);
    expect(isThere(link)).toBe(false);
    expect(existsSync(dirname(folder))).toBe(true);
  });

  it('keeps a build that is tagged, with its files', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const tag = await hub.rows.tag({ name: 't' });
    const { id } = await hub.rows.build({ name: 'p', version: '1', tags: [tag.id] });
    const folder = makeFolder(hub, 'packages/p/1/1');
    await expect(admin.call('deleteBuild', [id])).rejects.toThrow(
      `Cannot delete build, tagged: [{'name': 't', 'tag_id': ${tag.id}}]`,
    );
    expect(await admin.call('deleteBuild', [id], { strict: false })).toBe(false);
    expect(existsSync(folder)).toBe(true);
  });

  it('resets a tagged build to an empty one', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const tag = await hub.rows.tag({ name: 't' });
    const { id } = await hub.rows.build({ name: 'p', version: '1', tags: [tag.id] });
    const folder = makeFolder(hub, 'packages/p/1/1');
    await admin.call('createImageBuild', [id]);

    await admin.call('resetBuild', [id]);
    expect(await admin.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.CANCELED, task_id: null });
    expect(await admin.call('listTags', [id])).toEqual([]);
    expect(await admin.call('getBuildType', [id])).toEqual({});
    expect(existsSync(folder)).toBe(false);
  });

  it('resets a build in progress', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const { id } = await hub.rows.build({ state: BUILD_STATES.BUILDING });
    await admin.call('resetBuild', [id]);
    expect(await admin.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.CANCELED });
  });

  it('keeps the files when a handler refuses the change at its end', async () => {
    const refusing = {
      name: 'refusing',
      on: {
        postBuildStateChange: () => {
          throw new Error('no');
        },
      },
    };
    const hub = await open({ plugins: [refusing] });
    const admin = await hub.as('kojiadmin');
    const { id } = await hub.rows.build({ name: 'p', version: '1' });
    const folder = makeFolder(hub, 'packages/p/1/1');
    await expect(admin.call('deleteBuild', [id])).rejects.toThrow('no');
    expect(existsSync(folder)).toBe(true);
    expect(await admin.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.COMPLETE });
  });

  it('keeps files that a later call of the same multicall made anew', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const { id } = await hub.rows.build({ name: 'p', version: '1' });
    makeFolder(hub, 'packages/p/1/1');
    const kept = makeFolder(hub, 'packages/q/1/1');
    await hub.rows.build({ name: 'q', version: '1' });
    await admin.call('multiCall', [
      [
        { methodName: 'resetBuild', params: ['p-1-1'] },
        { methodName: 'createEmptyBuild', params: ['p', '1', '1', null] },
      ],
    ]);
    expect(await admin.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.COMPLETE });
    expect(existsSync(kept)).toBe(true);
  });

  it.each([
    ['..', '1'],
    ['1', '../../..'],
    ['1/../../q', '1'],
  ])('never follows a version %j or release %j out of the build folder', async (version, release) => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const kept = makeFolder(hub, 'packages/q/1/1');
    const id = await admin.call('createEmptyBuild', ['p', version, release, null]);
    await expect(admin.call('deleteBuild', [id])).rejects.toThrow('Invalid build directory: ');
    await expect(admin.call('resetBuild', [id])).rejects.toThrow('Invalid build directory: ');
    await expect(admin.call('getBuildLogs', [id])).rejects.toThrow('Invalid build directory: ');
    expect(existsSync(join(kept, 'file'))).toBe(true);
  });
});
