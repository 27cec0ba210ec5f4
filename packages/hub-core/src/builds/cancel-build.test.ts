import { expect, it } from 'vitest';
import { BUILD_STATES, TASK_STATES, type Build } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';

eachDatabase('cancelling builds', (open) => {
  it('cancels the build and its task, for the owner', async () => {
    const hub = await open();
    const alice = await hub.as('alice');
    const task = await hub.rows.task({ method: 'build', owner: 2, state: TASK_STATES.OPEN });
    const child = await hub.rows.task({ method: 'buildArch', parent: task.id, label: 'x' });
    const { id } = await hub.rows.build({ state: BUILD_STATES.BUILDING, owner: 2, taskId: task.id });

    expect(await alice.call('cancelBuild', [id])).toBe(true);
    const build = await alice.call<Build>('getBuild', [id]);
    expect(build.state).toBe(BUILD_STATES.CANCELED);
    expect(build.completion_ts).not.toBeNull();
    for (const canceled of [task, child]) {
      expect(await alice.call('getTaskInfo', [canceled.id])).toMatchObject({ state: TASK_STATES.CANCELED });
    }
    expect(await alice.call('cancelBuild', [id])).toBe(false);
  });

  it('is refused to others, and leaves the build alone then', async () => {
    const hub = await open();
    const alice = await hub.as('alice');
    const { id } = await hub.rows.build({ state: BUILD_STATES.BUILDING });
    await expect(alice.call('cancelBuild', [id])).rejects.toThrow('Cannot cancel build, not owner');
    expect(await alice.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.BUILDING });
  });

  it('happens to the build of a task that is cancelled', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const task = await hub.rows.task({ method: 'build' });
    const { id } = await hub.rows.build({ state: BUILD_STATES.BUILDING, taskId: task.id });
    await admin.call('cancelTask', [task.id]);
    expect(await admin.call('getBuild', [id])).toMatchObject({ state: BUILD_STATES.CANCELED });
  });
});
