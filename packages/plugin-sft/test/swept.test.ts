import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asHub, createHub, defaultHubConfig } from '@kojikit/hub-core';
import { BUILDROOT_TYPES, TASK_STATES } from '@kojikit/protocol';
import { eachDatabase, eachEmptyDatabase } from '@kojikit/testing';
import sql, { join, type Sql } from 'sql-template-tag';
import { expect, it, onTestFinished } from 'vitest';
import type { FailedTree } from '../src/api.js';
import plugin from '../src/hub.js';
import { FAULT, HubSetup, NIL } from './hub-setup.js';

/* What koji-sweep-db, which knows nothing of our tables, deletes from when it removes tasks of scratch builds. */
const TABLES_OF_TASKS = [
  'standard_buildroot',
  'scheduler_task_runs',
  'scheduler_task_refusals',
  'scheduler_log_messages',
] as const;

/** Deletes tasks, and with them build roots, as koji-sweep-db does it. */
async function sweep({ hub }: HubSetup, tasks: readonly number[]): Promise<void> {
  const orphans = sql`SELECT id FROM buildroot WHERE cg_id IS NULL
    AND id NOT IN (SELECT buildroot_id FROM standard_buildroot)`;
  await asHub(hub.hub.parts, 'the sweep', async ({ db }) => {
    const remove = (table: string, where: Sql) => db.delete(table, where);
    for (const table of TABLES_OF_TASKS) await remove(table, sql`task_id IN (${join(tasks)})`);
    await remove('task', sql`id IN (${join(tasks)})`);
    await remove('buildroot_listing', sql`buildroot_id IN (${orphans})`);
    await remove('buildroot', sql`id IN (${orphans})`);
  });
}

eachDatabase('tasks and build roots that Koji deletes', (open) => {
  it('may be those of saved trees, which are listed and removed as before', async () => {
    const setup = await HubSetup.open(open);
    const { alice, admin, builder } = setup;
    const { build, child, buildroot } = await setup.failedBuild();
    const saved = await alice.call<number>('saveFailedTree', [buildroot, true]);
    await builder.call('host.openTask', [saved]);
    setup.putArchive(saved, `broot-${buildroot}.tar.gz`, 1000);
    await builder.call('host.closeTask', [saved, NIL]);

    await sweep(setup, [child, build]);
    const [tree] = await admin.call<FailedTree[]>('listFailedTrees', [saved]);
    expect(tree).toMatchObject({
      task_id: saved,
      buildroot_id: buildroot,
      source_task_id: child,
      method: null,
      arch: null,
      tag_name: null,
      owner_name: 'alice',
      size: '1000',
    });
    const panels = JSON.stringify(await alice.call('listPanels', ['task', saved]));
    expect(panels).toContain(`${buildroot} (no tag)`);
    expect(panels).not.toContain(`buildrootID=${buildroot}`);
    expect(panels).not.toContain(`taskinfo?taskID=${child}"`);
    expect(await admin.call('pruneFailedTrees')).toEqual([]);
    await expect(builder.call('removeFailedTree', [saved])).rejects.toMatchObject({
      code: 1004,
    });
    await alice.call('removeFailedTree', [saved, 'old']);
    expect(await admin.call('listFailedTrees')).toEqual([]);
  });

  it('may be the tasks that saved them, and those that somebody has wished a tree of', async () => {
    const setup = await HubSetup.open(open);
    const { admin, alice, builder } = setup;
    const saved = await setup.savedTree();
    const wished = await alice.call<number>('build', ['git://x#1', 'nosuch']);
    await alice.call('saveTreeOnFailure', [wished]);
    await builder.call('host.openTask', [wished]);
    await builder.call('host.failTask', [wished, FAULT]);
    await sweep(setup, [saved, wished]);
    expect(await admin.call('listFailedTrees', [null, null, null, true])).toEqual([]);
  });
});

eachEmptyDatabase('a database whose saved trees held tasks and build roots', (make) => {
  it('keeps the trees, and holds them no more', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'kojikit-sft-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const made = await make();
    const DBConnectionString = made.kind === 'sqlite' ? `sqlite:${made.path}` : made.url;
    const config = defaultHubConfig({ KojiDir: folder, DBConnectionString, LogLevel: 'CRITICAL' });
    const opened = async (migrations = plugin.migrations) => {
      const hub = await createHub({ config, plugins: [{ ...plugin, migrations }], schema: 'apply' });
      onTestFinished(() => hub.close());
      return hub;
    };

    const before = await opened(plugin.migrations!.slice(0, 2));
    await asHub(before.parts, 'test rows', async ({ db }) => {
      const owner = await db.insertReturningId('users', { name: 'alice', status: 0, usertype: 0 });
      const task = { state: TASK_STATES.CLOSED, method: 'x', channel_id: 1, arch: 'noarch', owner };
      for (const id of [1, 2]) await db.insert('task', { id, ...task });
      await db.insert('buildroot', { id: 7, br_type: BUILDROOT_TYPES.STANDARD });
      await db.insert('kojikit_failed_trees', {
        task_id: 2,
        source_task_id: 1,
        buildroot_id: 7,
        is_full: true,
        filename: 'broot-7.tar.gz',
        volume_name: 'DEFAULT',
        size: 5,
        saved_time: db.dialect.now(),
      });
    });
    await before.close();

    const after = await opened();
    await asHub(after.parts, 'the sweep', async ({ db }) => {
      const trees = () =>
        db.value(sql`SELECT count(*) FROM kojikit_failed_trees WHERE filename LIKE 'broot-7%'`);
      await db.delete('task', sql`id = 1`);
      await db.delete('buildroot', sql`id = 7`);
      expect(Number(await trees())).toBe(1);
      await db.delete('task', sql`id = 2`);
      expect(Number(await trees())).toBe(0);
    });
    await after.close();
  });
});
