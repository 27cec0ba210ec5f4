import type {} from '@kojikit/plugin-runroot/api';
import { BUILD_STATES, TASK_STATES } from '@kojikit/protocol';
import { eachEmptyDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { TARGET } from '../src/first-data.js';
import { makeSourcePackage } from './packager/build-root-packages.js';
import { missingPrograms } from './packager/run-program.js';
import { separateParts } from './separate-parts.js';

/*
 * What `kill -9` of one part in the middle of a runroot leaves behind: a hub and a builder as processes of their own, on
 * the data of a site.
 */
eachEmptyDatabase('kill -9 in the middle of a runroot', (makeDatabase) => {
  it('of the builder: the next one ends what is left and does the task again', async () => {
    const parts = await separateParts(await makeDatabase());
    await parts.startHub();
    const first = parts.startBuilder();
    const task = await parts.runroot('sleep', parts.mark);
    const [before] = await parts.processes(1);

    await parts.kill(first);
    parts.startBuilder();
    // The old run has to be gone before the new one counts: until then both hold the same words.
    await parts.processesBut(before);

    await parts.client.call('cancelTask', { task_id: task });
    await parts.settled(task, TASK_STATES.CANCELED);
  }, 400_000);

  it('of the hub: the command goes on, and its task is closed when the hub is back', async () => {
    const parts = await separateParts(await makeDatabase());
    const hub = await parts.startHub();
    parts.startBuilder();
    const task = await parts.runroot('sleep', `3.${parts.mark}`);
    await parts.processes(1);

    await parts.kill(hub);
    await parts.processes(0);
    await parts.startHub();
    await parts.settled(task, TASK_STATES.CLOSED);
  }, 400_000);
});

const withoutRpmbuild = await missingPrograms('rpmbuild');

/* The same in the middle of rpmbuild, with the task that waits for it on the same builder. */
eachEmptyDatabase('a builder that ends in the middle of a build', (makeDatabase) => {
  it('by kill -9 and in order: the next one builds it again, and nothing is left over', async ({ skip }) => {
    skip(withoutRpmbuild !== undefined, withoutRpmbuild);
    const parts = await separateParts(await makeDatabase());
    await parts.startHub();
    const first = parts.startBuilder();
    const source = await makeSourcePackage(parts.directory, {
      name: 'slow',
      build: `sleep 15.${parts.mark}`,
    });
    await parts.koji('add-pkg', '--owner', 'admin', TARGET, 'slow');
    const said = await parts.koji('build', '--nowait', '--noprogress', TARGET, source);
    const task = Number(/Created task: (\d+)/.exec(said)?.[1]);
    const [before] = await parts.processes(1);

    await parts.kill(first);
    const second = parts.startBuilder();
    await parts.processesBut(before);

    await parts.stop(second);
    await parts.processes(0);
    expect(await parts.client.call('getBuild', { buildInfo: 'slow-1.0-1' })).toMatchObject({
      state: BUILD_STATES.BUILDING,
      task_id: task,
    });
    parts.startBuilder();
    await parts.settled(task, TASK_STATES.CLOSED);
    expect(await parts.client.call('getBuild', { buildInfo: 'slow-1.0-1' })).toMatchObject({
      state: BUILD_STATES.COMPLETE,
      task_id: task,
    });
    const tree = await parts.client.call('getTaskDescendents', { task_id: task });
    const methods = Object.values(tree).flatMap((children) => children.map(({ method }) => method));
    expect(methods.sort()).toEqual(['buildArch', 'rebuildSRPM', 'tagBuild']);
  }, 500_000);
});
