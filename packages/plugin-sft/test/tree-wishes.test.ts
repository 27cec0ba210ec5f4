import { asHub } from '@kojikit/hub-core';
import { eachDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { keepTrees } from '../src/hub/failed-trees-job.js';
import { HubSetup, NIL } from './hub-setup.js';

eachDatabase('the build root of a task that is resubmitted with the wish to keep it', (open) => {
  const config = (more = '') => ({ plugin: `[permissions]\nallowed_methods = buildArch\n${more}` });
  const again = (setup: HubSetup, task: number, caller = setup.alice) =>
    caller.call<number>('resubmitSavingTree', [task]);
  const wishes = ({ hub }: HubSetup) =>
    hub.database.transaction((db) =>
      db.column<number>(sql`SELECT task_id FROM kojikit_tree_wishes ORDER BY task_id`),
    );
  const saved = async (setup: HubSetup) => {
    const tasks = await setup.tasksOf('saveFailedTree');
    return Promise.all(tasks.map(({ id }) => setup.admin.call<unknown[]>('getTaskRequest', [id])));
  };

  it('is saved when a task below it fails, for its owner, and the wish ends with the task', async () => {
    const setup = await HubSetup.open(open, config());
    const first = await setup.failedBuild();
    expect(await saved(setup)).toEqual([]);
    const build = await again(setup, first.build);
    expect(await wishes(setup)).toEqual([build]);
    const { child, buildroot } = await setup.openParts(build);
    await setup.fail(child);
    expect(await saved(setup)).toEqual([[buildroot, false]]);
    expect((await setup.tasksOf('saveFailedTree'))[0]).toMatchObject({ owner: 2, host_id: 1 });
    await setup.fail(build);
    expect(await wishes(setup)).toEqual([]);

    const third = await setup.openParts((await setup.alice.call('resubmitTask', [build])) as number);
    await setup.fail(third.child);
    expect(await saved(setup)).toHaveLength(1);
  });

  it('is saved whole when that is wished or configured, once only, and of tasks on their own too', async () => {
    const setup = await HubSetup.open(open, {
      plugin:
        '[permissions]\nallowed_methods = build, buildArch\n[general]\nauto_save = buildArch\nauto_save_full = yes\n',
    });
    const { build, child, buildroot } = await setup.openBuild();
    await setup.alice.call('saveTreeOnFailure', [build, true, false]);
    await setup.fail(child);
    const own = (await setup.builder.call('host.newBuildRoot', [1, 'x86_64', build])) as number;
    await setup.fail(build);
    expect(await saved(setup)).toEqual([
      [buildroot, true],
      [own, false],
    ]);
    const other = await setup.openTask();
    await setup.alice.call('saveTreeOnFailure', [other.task]);
    await setup.fail(other.task);
    expect((await saved(setup)).at(-1)).toEqual([other.buildroot, true]);
  });

  it('is not saved when the wish is taken back, nor of methods that may not be saved', async () => {
    const setup = await HubSetup.open(open, config());
    const { build } = await setup.failedBuild();
    const taken = await again(setup, build);
    await setup.alice.call('saveTreeOnFailure', [taken, false]);
    await setup.alice.call('saveTreeOnFailure', [taken, false]);
    expect(await wishes(setup)).toEqual([]);
    const parts = await setup.openParts(taken);
    await setup.fail(parts.child);

    const { task } = await setup.openTask();
    await setup.alice.call('saveTreeOnFailure', [task]);
    await setup.alice.call('saveTreeOnFailure', [task]);
    await setup.fail(task);
    expect(await saved(setup)).toEqual([]);
  });

  it('is forgotten when the task ends well or is canceled, and kept when its builder gives it back', async () => {
    const setup = await HubSetup.open(open, config('allow_canceled = yes\n'));
    const { build } = await setup.failedBuild();
    const [good, canceled] = [await again(setup, build), await again(setup, build)];
    const parts = await setup.openParts(good);
    await setup.builder.call('host.freeTasks', [[good]]);
    expect(await wishes(setup)).toEqual([good, canceled]);
    await setup.builder.call('host.openTask', [good]);
    for (const task of [parts.child, good]) await setup.builder.call('host.closeTask', [task, NIL]);
    expect(await wishes(setup)).toEqual([canceled]);
    await setup.openParts(canceled);
    await setup.alice.call('cancelTask', [canceled]);
    expect(await wishes(setup)).toEqual([]);
    expect(await saved(setup)).toEqual([]);
  });

  it('is forgotten by housekeeping when the task was ended or deleted past this plugin', async () => {
    const setup = await HubSetup.open(open, config());
    const { build } = await setup.failedBuild();
    const [ended, deleted, waiting] = [
      await again(setup, build),
      await again(setup, build),
      await again(setup, build),
    ];
    await setup.hub.database.transaction(async (db) => {
      await db.update('task', { state: 5 }, sql`id = ${ended}`);
      await db.delete('task', sql`id = ${deleted}`);
    });
    await asHub(setup.hub.hub.parts, 'job failed-trees', (ctx) => keepTrees(ctx));
    expect(await wishes(setup)).toEqual([waiting]);
  });

  it('is refused to others, of what may not be resubmitted, and where nothing failed that may be saved', async () => {
    const setup = await HubSetup.open(open, config());
    const { build, child } = await setup.failedBuild();
    const mallory = setup.builder;
    await expect(again(setup, build, mallory)).rejects.toThrow(
      'only the task owner or an admin may resubmit a task',
    );
    await expect(again(setup, build, setup.hub.anonymous)).rejects.toMatchObject({ code: 1004 });
    await expect(again(setup, child)).rejects.toThrow('only top-level tasks may be resubmitted');
    const running = await setup.openBuild();
    await expect(again(setup, running.build)).rejects.toThrow('only canceled or failed tasks');
    const { task } = await setup.failedTask();
    const tasks = await setup.tasksOf('build');
    await expect(again(setup, task)).rejects.toThrow(
      `Only build roots of buildArch tasks can be saved, and with task ${task} none of them failed.`,
    );
    expect(await setup.tasksOf('build')).toHaveLength(tasks.length);
    expect(await wishes(setup)).toEqual([]);

    const wish = (id: number, caller = setup.alice) => caller.call('saveTreeOnFailure', [id]);
    await expect(wish(running.build, setup.hub.anonymous)).rejects.toMatchObject({ code: 1004 });
    const admins = await setup.openBuild(setup.admin);
    await expect(wish(admins.build)).rejects.toThrow(
      "Only the owner of a task or 'admin' can have its build root saved.",
    );
    await expect(wish(build)).rejects.toThrow(`Task ${build} has ended`);
    await expect(wish(9999)).rejects.toThrow('No such task');
    await wish(running.build, setup.admin);
    expect(await wishes(setup)).toEqual([running.build]);
  });
});
