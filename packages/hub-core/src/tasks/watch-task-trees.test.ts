import { expect, it } from 'vitest';
import { PathInfo, TASK_STATES } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import type { TaskTreesNow } from './watch-task-trees.js';

eachDatabase('watching trees of tasks', (open) => {
  const watch = (hub: TestHub, id: number, seen: string, timeout: number) =>
    hub.anonymous.call<TaskTreesNow | null>('watchTaskTrees', [[id], true, seen, timeout]);

  const folderOf = (hub: TestHub, id: number) => new PathInfo(hub.topdir).taskRelative(id);

  it('answers at once what was not seen yet, and nil when nothing happens', async () => {
    const hub = await open();
    const { id } = await hub.rows.task();
    const now = await watch(hub, id, '', 0);
    expect(now!.tasks.map((task) => task.id)).toEqual([id]);
    expect(await watch(hub, id, now!.seen, 0)).toBe(null);
    expect((await watch(hub, id, 'something else', 0))!.seen).toBe(now!.seen);
  });

  it('waits for a state, for a task below, and for what a builder uploads', async () => {
    const hub = await open();
    const builder = await hub.rows.host({ name: 'builder-1' });
    const host = await hub.as('builder-1');
    await host.call('exclusiveSession');
    const { id } = await hub.rows.task({ state: TASK_STATES.ASSIGNED, hostId: builder.id });
    let { seen } = (await watch(hub, id, '', 0))!;
    const afterThat = async (change: () => Promise<unknown>) => {
      const news = watch(hub, id, seen, 30);
      await change();
      const now = (await news)!;
      seen = now.seen;
      return now.tasks;
    };
    expect(await afterThat(() => host.call('host.openTask', [id]))).toMatchObject([{ state: 1 }]);
    const subtask = () => host.call<number>('host.subtask', ['newRepo', ['f40'], id]);
    const child = (await afterThat(subtask))[1]!;
    expect(child).toMatchObject({ parent: id, method: 'newRepo' });
    // The file is there before it has its bytes.
    let files = (await afterThat(() => host.upload(folderOf(hub, id), 'build.log', 'abc\n')))[0]!.files;
    if (files?.[0]?.size === '0') files = (await afterThat(async () => undefined))[0]!.files;
    expect(files).toEqual([{ name: 'build.log', volume: 'DEFAULT', size: '4' }]);
    const admin = await hub.as('kojiadmin');
    const canceled = await afterThat(() => admin.call('cancelTask', [child.id]));
    expect(canceled.map(({ state }) => state)).toContain(TASK_STATES.CANCELED);
  });
});

eachDatabase('watching what happens to tasks and builds', (open) => {
  const watch = (hub: TestHub, kinds: readonly string[], seen: string, timeout: number) =>
    hub.anonymous.call<string | null>('watchNews', [kinds, seen, timeout]);

  it('answers at once what was not seen yet, and nil when nothing happens', async () => {
    const hub = await open();
    const seen = await watch(hub, ['task', 'build'], '', 0);
    expect(seen).toEqual(expect.any(String));
    expect(await watch(hub, ['task', 'build'], seen!, 0)).toBe(null);
    expect(await watch(hub, ['task', 'build'], 'of another process', 0)).toBe(seen);
    await expect(watch(hub, ['apple'], '', 0)).rejects.toThrow('No such kind of news: apple');
  });

  it('waits for a new task, for its end, and for a build, each by its kind', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    let seen = (await watch(hub, ['task'], '', 0))!;
    const builds = (await watch(hub, ['build'], '', 0))!;
    const afterThat = async (change: () => Promise<unknown>) => {
      const news = watch(hub, ['task'], seen, 30);
      await change();
      const now = await news;
      expect([now === null, now === seen]).toEqual([false, false]);
      seen = now!;
    };
    let id = 0;
    await afterThat(async () => (id = await admin.call<number>('makeTask', ['newRepo', ['f40']])));
    await afterThat(() => admin.call('cancelTask', [id]));
    expect(await watch(hub, ['build'], builds, 0)).toBe(null);
    await admin.call('createEmptyBuild', ['a', '1', '1', null]);
    expect(await watch(hub, ['build'], builds, 0)).not.toBe(null);
    // Nobody waits for what was not committed.
    await admin.call('createEmptyBuild', ['a', '1', '1', null]).catch(() => undefined);
    expect(await watch(hub, ['task'], seen, 0)).toBe(null);
  });
});
