import { expect, it } from 'vitest';
import { TASK_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';

const ART = { group_id: 'org.ex', artifact_id: 'art', version: '1' };

eachDatabase('what Maven used in a buildroot', (open) => {
  /** A buildroot at work for a tag that has the build `art-1-1` with `art-1.jar`, and another build that is in no tag. */
  async function withBuildroot(config = '[hub]\nEnableMaven = True\n') {
    const hub = await open({ config });
    const admin = await hub.as('kojiadmin');
    const { name: tag, id: tagId } = await hub.rows.tag({ arches: 'x86_64', packages: ['art', 'dep'] });
    const archive = async (name: string, version: string, tags: number[]) => {
      const { name: nvr } = await hub.rows.build({ name, version, tags });
      const artifact = { ...ART, artifact_id: name, version };
      await admin.call('createMavenBuild', [nvr, artifact]);
      await admin.upload(`up-${nvr}`, `${name}-${version}.jar`, nvr);
      await admin.call('importArchive', [`up-${nvr}/${name}-${version}.jar`, nvr, 'maven', artifact]);
      return nvr;
    };
    if (config.includes('Maven')) {
      await archive('art', '1', [tagId]);
      await archive('dep', '2', []);
    }
    const host = await hub.rows.host();
    const builder = await hub.as(host.name);
    await builder.call('exclusiveSession');
    const [repo] = await builder.call<[number, number]>('host.repoInit', [tag]);
    const task = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: host.id });
    const id = await builder.call<number>('host.newBuildRoot', [repo, 'x86_64', task.id]);
    await builder.call('host.setBuildRootState', [id, 'BUILDING', task.id]);
    const update = (list: unknown, ...more: unknown[]) =>
      builder.call('host.updateMavenBuildRootList', [id, task.id, list, ...more]);
    const used = async () => {
      const listed = await hub.anonymous.call<{ filename: string; project: boolean }[]>('listArchives', [], {
        componentBuildrootID: id,
        queryOpts: { order: 'id' },
      });
      return listed.map(({ filename, project }) => `${filename}${project ? ' of the project' : ''}`);
    };
    return { hub, host, builder, task: task.id, update, used };
  }

  const files = (artifact: object, filename: string, size: number) => ({
    maven_info: { ...ART, ...artifact },
    files: [{ path: 'org/ex', filename, size }],
  });
  const jar = files({}, 'art-1.jar', 'art-1-1'.length);
  const dependency = files({ artifact_id: 'dep', version: '2' }, 'dep-2.jar', 'dep-2-1'.length);

  it('are archives of its tag, once', async () => {
    const { update, used } = await withBuildroot();
    expect(await update([jar])).toBeNull();
    await update([jar], null, true);
    expect(await used()).toEqual(['art-1.jar']);
  });

  it('may be of a build that is named, or of what a task has uploaded', async () => {
    const { hub, host, builder, update, used } = await withBuildroot();
    const { id } = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: host.id });
    const name = 'new-3-20260101.101010-1.jar';
    await builder.upload(`tasks/${id}/${id}/org/ex/new/3`, name, 'new');
    const fresh = files({ artifact_id: 'new', version: '3' }, name, 3);
    const snapshot = files({ artifact_id: 'new', version: '3' }, 'new-3-SNAPSHOT.jar', 3);
    const list = [dependency, fresh, snapshot];
    await expect(update(list)).rejects.toThrow(
      'No such file in build environment: org/ex/dep-2.jar, size: 7',
    );
    await update(list, null, true, false, ['dep-2-1', id]);
    expect(await used()).toEqual(['dep-2.jar of the project']);
  });

  it('are passed over when they are to be ignored, or unknown ones are', async () => {
    const { update, used } = await withBuildroot();
    const tool = files({ artifact_id: 'tool' }, 'tool-1.jar', 9);
    const other = files({ artifact_id: 'tool' }, 'tool-1.jar', 8);
    await update([tool, jar], [tool]);
    await expect(update([other], [tool])).rejects.toThrow('tool-1.jar, size: 8');
    await update([other], null, false, true);
    expect(await used()).toEqual(['art-1.jar']);
  });

  it('are told by the builder of the buildroot, where the hub has Maven', async () => {
    const { hub, builder, task, update } = await withBuildroot();
    const missing = builder.call('host.updateMavenBuildRootList', [99_999, task, []]);
    await expect(missing).rejects.toThrow('no buildroot with ID: 99999');
    const { id: foreign } = await hub.rows.task({ state: TASK_STATES.OPEN });
    const stolen = builder.call('host.updateMavenBuildRootList', [1, foreign, []]);
    await expect(stolen).rejects.toThrow(`does not own task ${foreign}`);
    await expect(update([{ files: [] }])).rejects.toThrow('the results have no maven_info');
    const without = await withBuildroot('[hub]\n');
    await expect(without.update([])).rejects.toThrow('Maven support not enabled');
  });
});
