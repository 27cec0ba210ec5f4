import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TASK_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';

eachDatabase('builds of other types than RPM', (open) => {
  async function openWithBuilder() {
    const hub = await open({ config: '[hub]\nEnableMaven = True\nEnableWin = True\n' });
    const host = await hub.rows.host();
    const builder = await hub.as(host.name);
    await builder.call('exclusiveSession');
    const task = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: host.id });
    const foreign = await hub.rows.task({ state: TASK_STATES.OPEN });
    return { hub, builder, task: task.id, foreign: foreign.id };
  }

  const build = { name: 'b', version: '1', release: '7', epoch: null };
  const maven = { group_id: 'g', artifact_id: 'a', version: '1' };

  it('begin with the next release for Maven, and with the given one for others', async () => {
    const { hub, builder, task } = await openWithBuilder();
    const first = await builder.call('host.initMavenBuild', [task, build, maven]);
    expect(first).toMatchObject({ name: 'b', release: '1', state: 0, task_id: task });
    const second = await builder.call('host.initMavenBuild', [task, build, maven]);
    expect(second).toMatchObject({ release: '2' });
    const image = await builder.call('host.initImageBuild', [task, { ...build, name: 'i' }]);
    expect(image).toMatchObject({ release: '7' });
    expect(await hub.anonymous.call('getBuildType', ['b-1-2'])).toMatchObject({ maven });
  });

  it('begin only for tasks of the calling builder', async () => {
    const { builder, foreign } = await openWithBuilder();
    const begun = builder.call('host.initWinBuild', [foreign, build, { platform: 'x' }]);
    await expect(begun).rejects.toThrow(`does not own task ${foreign}`);
    const moved = builder.call('host.moveImageBuildToScratch', [foreign, {}]);
    await expect(moved).rejects.toThrow(`does not own task ${foreign}`);
  });

  it('leave their files below scratch, and nothing outside of the task', async () => {
    const { hub, builder, task } = await openWithBuilder();
    const topdir = hub.hub.parts.config.KojiDir;
    const uploads = join(topdir, 'work/tasks', String(task % 10000), String(task));
    await mkdir(join(uploads, 'g/a'), { recursive: true });
    await writeFile(join(uploads, 'g/a/x.jar'), 'jar');
    await writeFile(join(uploads, 'maven.log'), 'log');
    const results = { task_id: task, files: { 'g/a': ['x.jar'] }, logs: ['maven.log'] };
    const outside = { ...results, files: { '../../../..': ['x'] } };
    const refused = builder.call('host.moveMavenBuildToScratch', [task, outside, null]);
    await expect(refused).rejects.toThrow('Invalid upload path');
    await builder.call('host.moveMavenBuildToScratch', [task, results, null]);
    const { owner } = await hub.anonymous.call<{ owner: number }>('getTaskInfo', [task]);
    const { name } = await hub.anonymous.call<{ name: string }>('getUser', [owner]);
    const folder = join(topdir, 'scratch', name, `task_${task}`);
    expect(await readFile(join(folder, 'g/a/x.jar'), 'utf8')).toBe('jar');
    expect(await readFile(join(folder, 'maven.log'), 'utf8')).toBe('log');
  });
});
