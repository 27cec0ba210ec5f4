import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { asHub } from '@kojikit/hub-core';
import { eachDatabase } from '@kojikit/testing';
import { describe, expect, it } from 'vitest';
import type { FailedTree, PrunedTree } from '../src/api.js';
import { keepTrees } from '../src/hub/failed-trees-job.js';
import { HubSetup } from './hub-setup.js';

const POLICY = `[policy]
failed_trees =
    match owner alice && compare count_of_owner > 1 :: remove
    all :: keep
`;

eachDatabase('saved build roots', (open) => {
  const list = async (setup: HubSetup, ...filter: unknown[]) =>
    (await setup.admin.call('listFailedTrees', filter)) as FailedTree[];

  it('are listed with what they are of, the newest first', async () => {
    const setup = await HubSetup.open(open);
    const first = await setup.savedTree();
    const second = await setup.savedTree(setup.admin, 70);
    const trees = await list(setup);
    expect(trees.map(({ task_id: id }) => id)).toEqual([second, first]);
    expect(trees[1]).toMatchObject({
      task_id: first,
      method: 'build',
      tag_name: 'demo',
      arch: 'x86_64',
      owner_name: 'alice',
      host_name: 'builder1',
      full: true,
      filename: `broot-${trees[1]!.buildroot_id}.tar.gz`,
      volume_name: 'DEFAULT',
      size: '1000',
      kept: false,
      removed_ts: null,
    });
    expect((await list(setup, trees[0]!.source_task_id)).map(({ task_id: id }) => id)).toEqual([second]);
    expect((await list(setup, null, trees[1]!.buildroot_id)).map(({ task_id: id }) => id)).toEqual([first]);
    expect((await list(setup, null, null, 'alice')).map(({ task_id: id }) => id)).toEqual([first]);
    expect(await setup.admin.call('listFailedTrees', [], { queryOpts: { countOnly: true } })).toBe(2);
  });

  it('are removed by their owner or an admin and by nobody else, and stay known with the reason', async () => {
    const setup = await HubSetup.open(open);
    const [task, other] = [await setup.savedTree(), await setup.savedTree(setup.admin)];
    const file = archiveOf(setup, (await list(setup, task))[0]!);
    await expect(setup.alice.call('removeFailedTree', [other])).rejects.toMatchObject({ code: 1004 });
    await expect(setup.hub.anonymous.call('removeFailedTree', [task])).rejects.toMatchObject({ code: 1004 });
    expect(existsSync(file)).toBe(true);
    await setup.alice.call('removeFailedTree', [task, 'seen enough']);
    expect(existsSync(file)).toBe(false);
    expect((await list(setup)).map(({ task_id: id }) => id)).toEqual([other]);
    expect((await list(setup, task, null, null, true))[0]).toMatchObject({
      removed_by: 'alice',
      removed_reason: 'seen enough',
    });
    await expect(setup.alice.call('removeFailedTree', [task])).rejects.toThrow('was removed: seen enough');
    await expect(setup.alice.call('removeFailedTree', [1])).rejects.toThrow('has saved no build root');
  });

  it('are removed by the policy, first only said so, and not while somebody keeps them', async () => {
    const setup = await HubSetup.open(open, { config: POLICY });
    const tasks = [];
    for (let count = 0; count < 4; count += 1) tasks.push(await setup.savedTree());
    const [kept, once, removed, newest] = tasks as [number, number, number, number];
    const others = await setup.savedTree(setup.admin);
    await setup.alice.call('keepFailedTree', [kept]);
    await setup.alice.call('keepFailedTree', [once, true, Date.now() / 1000 + 3600]);

    await expect(setup.alice.call('pruneFailedTrees')).rejects.toMatchObject({ code: 1004 });
    const planned = (await setup.admin.call('pruneFailedTrees')) as PrunedTree[];
    expect(planned.map(({ task_id: id }) => id)).toEqual([removed]);
    expect(planned[0]!.reason).toContain('compare count_of_owner > 1');
    expect(await list(setup)).toHaveLength(5);

    await runJob(setup);
    expect((await list(setup)).map(({ task_id: id }) => id)).toEqual([others, newest, once, kept]);
    const [gone] = await list(setup, removed, null, null, true);
    expect(gone).toMatchObject({ removed_by: null });
    expect(gone!.removed_reason).toMatch(/^policy failed_trees: .*remove$/);
    expect(existsSync(archiveOf(setup, gone!))).toBe(false);

    await setup.alice.call('keepFailedTree', [kept, false]);
    await runJob(setup);
    expect((await list(setup)).map(({ task_id: id }) => id)).toEqual([others, newest, once]);
  });

  it('stay with a dry run of housekeeping, and without a policy', async () => {
    const dry = await HubSetup.open(open, {
      config: POLICY,
      plugin: '[permissions]\nallowed_methods = *\n[retention]\ndry_run = yes\n',
    });
    for (let count = 0; count < 3; count += 1) await dry.savedTree();
    await runJob(dry);
    expect(await list(dry)).toHaveLength(3);
    const without = await HubSetup.open(open);
    await without.savedTree();
    await runJob(without);
    expect(await without.admin.call('pruneFailedTrees', [false])).toEqual([]);
    expect(await list(without)).toHaveLength(1);
  });

  it('are found on the volume that the builder put them on, and checked for space there', async () => {
    const setup = await HubSetup.open(open, {
      plugin: '[permissions]\nallowed_methods = *\n[limits]\nmax_size = 5M\nmin_free = 1K\n',
    });
    mkdirSync(join(setup.hub.topdir, 'vol/trees'), { recursive: true });
    await setup.admin.call('addVolume', ['trees']);
    const { buildroot } = await setup.failedTask();
    const task = (await setup.alice.call('saveFailedTree', [buildroot])) as number;
    await setup.builder.call('host.openTask', [task]);
    const check = (size: number, volume?: string) =>
      setup.builder.call('host.checkFailedTreeSpace', [task, size, volume ?? null]);
    await check(1000, 'trees');
    await expect(check(6_000_000)).rejects.toThrow('too large to be saved: 5.7 MB');
    await expect(check(10, 'nowhere')).rejects.toThrow(
      'no volume nowhere to save trees on; there are DEFAULT, trees',
    );
    await expect(check(10, '../..')).rejects.toThrow('no volume ../..');
    await expect(setup.alice.call('host.checkFailedTreeSpace', [task, 1])).rejects.toMatchObject({
      code: 1002,
    });
    setup.putArchive(task, `broot-${buildroot}.tar.gz`, 5, 'trees');
    await setup.builder.call('host.closeTask', [
      task,
      "<?xml version='1.0'?><methodResponse><params><param><value><nil/></value></param></params></methodResponse>",
    ]);
    const [tree] = await list(setup, task);
    expect(tree).toMatchObject({ volume_name: 'trees', size: '5' });
    await setup.alice.call('removeFailedTree', [task]);
    expect(existsSync(archiveOf(setup, tree!))).toBe(false);
  });

  it('are refused for want of space with both sizes in the message', async () => {
    const setup = await HubSetup.open(open, {
      plugin: '[permissions]\nallowed_methods = *\n[limits]\nmin_free = 9000T\n',
    });
    const { buildroot } = await setup.failedTask();
    const task = (await setup.alice.call('saveFailedTree', [buildroot])) as number;
    await setup.builder.call('host.openTask', [task]);
    await expect(setup.builder.call('host.checkFailedTreeSpace', [task, 1000])).rejects.toThrow(
      /not enough space on the hub to save the tree: it holds 1000 bytes, volume DEFAULT has .* free, of which 9000.0 TB have to stay so/,
    );
  });

  it('leave nothing behind when their task fails', async () => {
    const setup = await HubSetup.open(open);
    const { buildroot } = await setup.failedTask();
    const task = (await setup.alice.call('saveFailedTree', [buildroot])) as number;
    await setup.builder.call('host.openTask', [task]);
    const half = setup.putArchive(task, `broot-${buildroot}.tar.gz`, 10);
    const log = setup.putArchive(task, 'save-failed-tree.log', 10);
    await setup.builder.call('host.failTask', [task, 'gone']);
    expect(existsSync(half)).toBe(false);
    expect(existsSync(log)).toBe(true);
    expect(await list(setup)).toEqual([]);
  });

  it('are no output before they are whole', async () => {
    const setup = await HubSetup.open(open);
    const { buildroot } = await setup.failedTask();
    const name = `broot-${buildroot}.tar.gz`;
    const task = (await setup.alice.call('saveFailedTree', [buildroot])) as number;
    const finish = (...more: unknown[]) => setup.builder.call('host.finishFailedTree', [task, name, ...more]);
    const output = () => setup.alice.call('listTaskOutput', [task]);
    await expect(finish()).rejects.toThrow('does not save a build root in task');
    await setup.builder.call('host.openTask', [task]);
    await expect(finish()).rejects.toThrow(`task ${task} has uploaded no ${name}`);
    await expect(finish('../..')).rejects.toThrow('The hub has no volume ../..');
    await expect(setup.alice.call('host.finishFailedTree', [task, name])).rejects.toMatchObject({
      code: 1002,
    });
    await expect(setup.builder.call('host.finishFailedTree', [task, '../x'])).rejects.toThrow(
      'not the archive',
    );
    setup.putArchive(task, `.unfinished/${name}`, 10);
    expect(await output()).toEqual([]);
    await finish();
    expect(await output()).toEqual([name]);
    await finish();
    expect(await output()).toEqual([name]);
  });

  it('leave nothing behind when a builder gives their task back, or a piece arrives late', async () => {
    const setup = await HubSetup.open(open);
    const { buildroot } = await setup.failedTask();
    const task = (await setup.alice.call('saveFailedTree', [buildroot])) as number;
    await setup.builder.call('host.openTask', [task]);
    const part = `.unfinished/broot-${buildroot}.tar.gz`;
    const half = setup.putArchive(task, part, 10);
    // What a daemon does that was killed and started again.
    await setup.builder.call('host.freeTasks', [[task]]);
    expect(existsSync(half)).toBe(false);
    await setup.alice.call('cancelTask', [task]);
    setup.putArchive(task, part, 10);
    await runJob(setup);
    expect(existsSync(half)).toBe(false);
  });

  it('that somebody deleted by hand are noted as gone', async () => {
    const setup = await HubSetup.open(open);
    const task = await setup.savedTree();
    const { rmSync } = await import('node:fs');
    rmSync(archiveOf(setup, (await list(setup, task))[0]!));
    await runJob(setup);
    expect((await list(setup, task, null, null, true))[0]).toMatchObject({
      removed_reason: 'the archive is gone',
    });
  });
});

eachDatabase('build roots that are saved by themselves', (open) => {
  const config = (more: string) => `[permissions]\n${more}\n[general]\nauto_save = buildArch, build\n`;

  it('are those of failed tasks of the named methods, for their owners', async () => {
    const setup = await HubSetup.open(open, { plugin: config('') });
    const { buildroot } = await setup.failedTask();
    const [task] = await setup.tasksOf('saveFailedTree');
    expect(task).toMatchObject({ owner: 2, host_id: 1, state: 4 });
    expect(await setup.admin.call('getTaskRequest', [task!.id])).toEqual([buildroot, false]);
    const sleep = (await setup.admin.call('makeTask', ['sleep', [1]])) as number;
    await setup.builder.call('host.openTask', [sleep]);
    await setup.builder.call('host.failTask', [sleep, 'x']);
    await setup.builder.call('host.openTask', [task!.id]);
    await setup.builder.call('host.failTask', [task!.id, 'x']);
    expect(await setup.tasksOf('saveFailedTree')).toHaveLength(1);
  });

  it('are those of canceled tasks only where the configuration allows it', async () => {
    const strict = await HubSetup.open(open, { plugin: config('') });
    const first = await strict.openTask();
    await strict.alice.call('cancelTask', [first.task]);
    expect(await strict.tasksOf('saveFailedTree')).toEqual([]);
    await expect(strict.alice.call('saveFailedTree', [first.buildroot])).rejects.toMatchObject({
      code: 1010,
    });

    const setup = await HubSetup.open(open, {
      plugin: config('allow_canceled = yes\nallowed_methods = build'),
    });
    const { task, buildroot } = await setup.openTask();
    await setup.alice.call('cancelTask', [task]);
    expect(await setup.tasksOf('saveFailedTree')).toHaveLength(1);
    expect(await setup.alice.call('saveFailedTree', [buildroot])).toEqual(expect.any(Number));
  });

  it('are not saved on a host that is disabled, and the task fails all the same', async () => {
    const setup = await HubSetup.open(open, { plugin: config('') });
    const { task } = await setup.openTask();
    await setup.admin.call('disableHost', ['builder1']);
    await setup.builder.call('host.failTask', [task, 'x']);
    expect(await setup.admin.call('getTaskInfo', [task])).toMatchObject({ state: 5 });
    expect(await setup.tasksOf('saveFailedTree')).toEqual([]);
  });
});

eachDatabase('the allowed methods', (open) => {
  it('are a list whose white space does not count', async () => {
    const setup = await HubSetup.open(open, { plugin: '[permissions]\nallowed_methods = a,  build ,b\n' });
    const { buildroot } = await setup.failedTask();
    expect(await setup.alice.call('saveFailedTree', [buildroot])).toEqual(expect.any(Number));
  });

  it('include every one only when the star stands alone', async () => {
    const setup = await HubSetup.open(open, { plugin: '[permissions]\nallowed_methods = *, a\n' });
    const { task, buildroot } = await setup.failedTask();
    await expect(setup.alice.call('saveFailedTree', [buildroot])).rejects.toThrow(
      `Only *, a tasks can upload their buildroots (Task ${task} is build).`,
    );
  });
});

describe('the configuration', () => {
  it.each([
    ['[permissions]\nallowed_method = a\n', /allowed_method/],
    ['[permission]\nallowed_methods = a\n', /permission/],
    ['[limits]\nmax_size = big\n', /"big" is no size/],
    ['[retention]\ndry_run = maybe\n', /"maybe" is neither yes nor no/],
  ])('is refused with a mistake in it: %j', async (plugin, message) => {
    const { createTestHub } = await import('@kojikit/testing');
    const { default: hubPlugin } = await import('../src/hub.js');
    await expect(
      createTestHub({
        config: '[hub]\nPlugins = sft\n',
        plugins: [hubPlugin],
        pluginConfig: { 'save_failed_tree.conf': plugin },
      }),
    ).rejects.toThrow(message);
  });
});

function archiveOf(setup: HubSetup, tree: FailedTree): string {
  const base = tree.volume_name === 'DEFAULT' ? '' : `vol/${tree.volume_name}`;
  const { task_id: id } = tree;
  return join(setup.hub.topdir, base, 'work/tasks', String(id % 10000), String(id), tree.filename);
}

async function runJob(setup: HubSetup): Promise<void> {
  await asHub(setup.hub.hub.parts, 'job failed-trees', (ctx) => keepTrees(ctx));
}
