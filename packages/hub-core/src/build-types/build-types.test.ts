import { expect, it } from 'vitest';
import { eachDatabase } from '@kojikit/testing';

const config = '[hub]\nEnableMaven = yes\nEnableWin = yes\n';
const artifact = { group_id: 'g', artifact_id: 'a', version: '1' };

eachDatabase('build types', (open) => {
  it('say which artifact a Maven build is, once', async () => {
    const hub = await open({ config });
    const admin = await hub.as('kojiadmin');
    const build = { name: 'm', version: '1', release: '1', epoch: null };
    await admin.call('createMavenBuild', [build, artifact]);
    await admin.call('createMavenBuild', ['m-1-1', artifact]);
    expect(await admin.call('getBuildType', ['m-1-1'])).toEqual({ maven: { build_id: 1, ...artifact } });
    expect(await admin.call('listBuilds', [], { type: 'maven', typeInfo: { group_id: 'g' } })).toMatchObject([
      { nvr: 'm-1-1', maven_artifact_id: 'a' },
    ]);
    expect(await admin.call('listBuilds', [], { type: 'maven', typeInfo: { group_id: 'x' } })).toEqual([]);
    const other = admin.call('createMavenBuild', ['m-1-1', { ...artifact, group_id: 'h' }]);
    await expect(other).rejects.toThrow('group_id mismatch (current: g, new: h)');
  });

  it('want all of an artifact', async () => {
    const hub = await open({ config });
    const admin = await hub.as('kojiadmin');
    const { name } = await hub.rows.build();
    await expect(admin.call('createMavenBuild', [name, {}])).rejects.toThrow('Maven info is empty');
    await expect(admin.call('createMavenBuild', [name, { group_id: 'g' }])).rejects.toThrow(
      "Maven info doesn't have mandatory 'artifact_id' key",
    );
    await expect(admin.call('createMavenBuild', [{ name: 'x', version: '1', release: '1' }, artifact]))
      .rejects // no epoch
      .toThrow("Build info doesn't have mandatory 'epoch' key");
    await expect(admin.call('createMavenBuild', ['x-1-1', artifact])).rejects.toThrow(
      "Invalid type for build_info: <class 'str'>",
    );
  });

  it('correct the platform of a Windows build', async () => {
    const hub = await open({ config });
    const admin = await hub.as('kojiadmin');
    const { id, name } = await hub.rows.build();
    for (const platform of ['w10', 'w11']) await admin.call('createWinBuild', [name, { platform }]);
    expect(await admin.call('getWinBuild', [name])).toEqual({ build_id: id, platform: 'w11' });
    expect(await admin.call('listBuilds', [], { type: 'win', typeInfo: { platform: 'w10' } })).toEqual([]);
  });
});
