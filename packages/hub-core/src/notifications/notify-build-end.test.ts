import { expect, it } from 'vitest';
import { BUILD_STATES, TASK_STATES, type Build } from '@kojikit/protocol';
import { eachDatabase, type TestHub, type TestHubOptions } from '@kojikit/testing';
import { asHub } from '../rpc/as-hub.js';
import { notifyBuildEnd } from './notify-build-end.js';

interface Notification {
  readonly request: readonly [recipients: string[], build: Build, target: unknown, webUrl: string];
}

const CONFIG = 'EmailDomain = example.com\nKojiWebURL = http://koji.example.com/koji\n';

eachDatabase('the end of a build', (openHub) => {
  /** A build of alice's, at work for a target whose destination lists the package for kojiadmin. */
  const open = async (options: TestHubOptions = {}) => {
    const hub = await openHub({ config: `[hub]\n${CONFIG}`, ...options });
    const tag = await hub.rows.tag({ packages: ['foo'] });
    const target = await hub.rows.target({ destTag: tag.id });
    const task = await hub.rows.task({
      method: 'build',
      params: ['git://example.com/foo', target.name, {}],
      owner: 2,
      state: TASK_STATES.OPEN,
    });
    const build = await hub.rows.build({
      name: 'foo',
      state: BUILD_STATES.BUILDING,
      owner: 2,
      taskId: task.id,
    });
    return { hub, alice: await hub.as('alice'), build, target, task, tag };
  };
  const notifications = async (hub: TestHub) => {
    const tasks = await hub.anonymous.call<{ id: number }[]>('listTasks', [{ method: 'buildNotification' }]);
    const infos = tasks.map(({ id }) => hub.anonymous.call<Notification>('getTaskInfo', [id, true]));
    return (await Promise.all(infos)).map(({ request }) => request);
  };

  it('is told to who asked for the build and to the owner of the package, by a task', async () => {
    const { hub, alice, build, target } = await open();
    await alice.call('cancelBuild', [build.id]);
    const [[recipients, about, targetInfo, webUrl] = [], ...others] = await notifications(hub);
    expect(others).toEqual([]);
    expect([...(recipients ?? [])].sort()).toEqual(['alice@example.com', 'kojiadmin@example.com']);
    expect(about).toMatchObject({ id: build.id, state: BUILD_STATES.CANCELED });
    expect(targetInfo).toMatchObject({ name: target.name });
    expect(webUrl).toBe('http://koji.example.com/koji');
  });

  it('names no target, and no owner of the package, when the task has none', async () => {
    const { hub, alice } = await open();
    const task = await hub.rows.task({ method: 'image', params: ['x'], owner: 2, state: TASK_STATES.OPEN });
    const { id } = await hub.rows.build({
      name: 'bar',
      state: BUILD_STATES.BUILDING,
      owner: 2,
      taskId: task.id,
    });
    await alice.call('cancelBuild', [id]);
    const [[recipients, , target] = []] = await notifications(hub);
    expect([recipients, target]).toEqual([['alice@example.com'], null]);
  });

  it('is told to those who wished for it, unless they want successes alone or opted out', async () => {
    const { hub, alice, build } = await open({ users: ['bob', 'carol'] });
    for (const [user, successOnly] of [
      ['bob', false],
      ['carol', true],
    ] as const) {
      const caller = await hub.as(user);
      const { id } = await caller.call<{ id: number }>('getLoggedInUser');
      await caller.call('createNotification', [id, null, null, successOnly]);
    }
    await alice.call('createNotificationBlock', [2]);
    await alice.call('cancelBuild', [build.id]);
    const [[recipients] = []] = await notifications(hub);
    expect([...(recipients ?? [])].sort()).toEqual(['bob@example.com', 'kojiadmin@example.com']);
  });

  it('makes no task when everybody has opted out, or with DisableNotifications', async () => {
    const quiet = await open();
    await quiet.alice.call('createNotificationBlock', [2]);
    await (await quiet.hub.as('kojiadmin')).call('createNotificationBlock', [1]);
    await quiet.alice.call('cancelBuild', [quiet.build.id]);
    expect(await notifications(quiet.hub)).toEqual([]);

    const silent = await open({ config: `[hub]\n${CONFIG}DisableNotifications = yes\n` });
    await silent.alice.call('cancelBuild', [silent.build.id]);
    expect(await notifications(silent.hub)).toEqual([]);
  });

  it('is never told of a build that is still at work', async () => {
    const { hub, alice, build, task } = await open();
    const unfinished = await alice.call<Build>('getBuild', [build.id]);
    const told = asHub(hub.hub.parts, 'test', (ctx) =>
      notifyBuildEnd(ctx, { build: unfinished, taskId: task.id }),
    );
    await expect(told).rejects.toThrow('never send notifications for incomplete builds');
  });
});
