import sql from 'sql-template-tag';
import { asHub, defineHubPlugin } from '@kojikit/hub-core';
import { eachDatabase, type Caller, type TestHub } from '@kojikit/testing';
import { expect, it, vi } from 'vitest';
import type { CleanedSideTag, DescribedSideTag, SidetagEvents } from '../../api.js';
import plugin from '../../hub.js';
import { cleanupJob } from './cleanup-job.js';

const DAY = 86_400;
const job = (hub: TestHub) => asHub(hub.hub.parts, 'job', (ctx) => cleanupJob.run(ctx));

/** Makes everything that has happened so far older. */
function age(hub: TestHub, days: number): Promise<void> {
  return asHub(hub.hub.parts, 'test rows', async (ctx) => {
    const events = await ctx.db.all<{ id: number; seconds: number }>(
      sql`SELECT id, ${ctx.db.dialect.epoch(sql`time`)} AS seconds FROM events`,
    );
    for (const { id, seconds } of events) {
      const time = ctx.db.dialect.moment(seconds - days * DAY);
      await ctx.db.run(sql`UPDATE events SET time = ${time} WHERE id = ${id}`);
    }
    const past = days * DAY;
    await ctx.db.run(sql`UPDATE kojikit_sidetag SET expires = expires - ${past}, warned = warned - ${past}`);
  });
}

eachDatabase('the clean-up of side tags', (open) => {
  const start = async (config = '') => {
    const due: SidetagEvents['kojikitSideTagDue'][] = [];
    const removed: SidetagEvents['kojikitSideTagRemoved'][] = [];
    const listener = defineHubPlugin({
      name: 'listener',
      on: {
        kojikitSideTagDue: (context, data) => void due.push(data),
        kojikitSideTagRemoved: (context, data) => void removed.push(data),
      },
    });
    const hub = await open({
      config: '[hub]\nPlugins = sidetag listener\n[policy]\nsidetag =\n    all :: allow\n',
      plugins: [plugin, listener],
      pluginConfig: { 'sidetag.conf': config },
    });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['base'], { arches: 'x86_64' });
    await admin.call('packageListAdd', ['base', 'pkg', 'alice']);
    await admin.call('createEmptyBuild', ['pkg', '1', '1', null]);
    return { hub, admin, alice: await hub.as('alice'), due, removed };
  };
  const make = async (caller: Caller, keywords = {}) =>
    ((await caller.call('createSideTag', ['base'], keywords)) as { name: string }).name;
  const names = async (hub: TestHub) =>
    ((await hub.anonymous.call('describeSideTags')) as DescribedSideTag[]).map(({ name }) => name);

  it('removes empty, inactive and old ones on demand, and says so before in a dry run', async () => {
    const { hub, admin, alice } = await start();
    const old = await make(alice);
    await admin.call('tagBuildBypass', [old, 'pkg-1-1']);
    await age(hub, 20);
    await admin.call('untagBuildBypass', [old, 'pkg-1-1']);
    await admin.call('tagBuildBypass', [old, 'pkg-1-1']);
    const inactive = await make(alice);
    await admin.call('tagBuildBypass', [inactive, 'pkg-1-1']);
    await age(hub, 11);
    await admin.call('untagBuildBypass', [old, 'pkg-1-1']);
    await admin.call('tagBuildBypass', [old, 'pkg-1-1']);
    const empty = await make(alice);
    const ignored = await make(alice);
    await age(hub, 2);
    const young = await make(alice);

    const options = { ignore_tags: ['*-nosuch', ignored] };
    await expect(alice.call('cleanupSideTags', [], options)).rejects.toThrow('permission required');
    const would = (await admin.call('cleanupSideTags', [true], options)) as CleanedSideTag[];
    expect(would.map(({ rule, name, removed }) => [rule, name, removed])).toEqual([
      ['empty', empty, false],
      ['old', old, false],
      ['inactive', inactive, false],
    ]);
    expect(Math.abs(would[2]!.age - 13 * DAY)).toBeLessThan(60);
    expect(await names(hub)).toHaveLength(5);
    await admin.call('cleanupSideTags', [], { ...options, clean_old: false });
    expect(await names(hub)).toEqual([old, ignored, young]);
    await admin.call('cleanupSideTags', [], { empty_delay: 0, clean_old: false });
    expect(await names(hub)).toEqual([old]);
  });

  it('spares what is kept, held or in use, and what cannot be removed', async () => {
    const { hub, admin, alice } = await start();
    const kept = await make(alice, { expires: '90d' });
    const held = await make(alice);
    await alice.call('holdSideTag', [held, 'update 12']);
    const inUse = await make(alice);
    const task = (await alice.call('build', ['git://example.com/pkg', inUse])) as number;
    const broken = await make(alice);
    await admin.call('deleteBuildTarget', [broken]);
    await age(hub, 40);
    const cleaned = (await admin.call('cleanupSideTags')) as CleanedSideTag[];
    expect(cleaned.map(({ name, spared }) => [name, spared])).toEqual([
      [held, 'held by alice (update 12)'],
      [inUse, `in use by task ${task}`],
      [broken, 'Target is missing for sidetag'],
    ]);
    await admin.call('cancelTask', [task]);
    await alice.call('releaseSideTag', [held]);
    await admin.call('cleanupSideTags');
    expect(await names(hub)).toEqual([kept, broken]);
  });

  it('tells owners first and removes later when an expiry is reached', async () => {
    const { hub, alice, due, removed } = await start('[cleanup]\nwarn_before = 3d\n');
    const name = await make(alice, { expires: '10d' });
    await job(hub);
    expect(due).toEqual([]);
    await age(hub, 8);
    await job(hub);
    await job(hub);
    expect(due).toMatchObject([{ tag: { name }, rule: 'expired', owners: ['alice'] }]);
    await age(hub, 2);
    await job(hub);
    expect(await names(hub)).toEqual([name]);
    await age(hub, 1);
    await job(hub);
    expect(await names(hub)).toEqual([]);
    expect(removed).toMatchObject([{ tag: { name }, rule: 'expired' }]);
    const { tag_config: history } = (await hub.anonymous.call('queryHistory', [], {
      tables: ['tag_config'],
      tag: name,
    })) as { tag_config: { revoker_name: string }[] };
    expect(history).toMatchObject([{ revoker_name: 'sidetag-cleanup' }]);
  });

  it('starts anew when a side tag that was about to go is kept', async () => {
    const { hub, alice, due } = await start();
    const name = await make(alice, { expires: '3d' });
    await age(hub, 2);
    await job(hub);
    await alice.call('setSideTagExpiry', [name, '10d']);
    await age(hub, 7);
    await job(hub);
    expect(due).toHaveLength(1);
    await age(hub, 2);
    await job(hub);
    expect(due).toHaveLength(2);
  });

  it('leaves empty ones alone unless it is enabled, and removes nothing in a dry run', async () => {
    for (const [config, left] of [
      ['', 1],
      ['[cleanup]\nenabled = yes\ntest = yes\n', 1],
      ['[cleanup]\nenabled = yes\nignore_tags = x* base-*\n', 1],
      ['[cleanup]\nenabled = yes\nclean_empty = no\n', 1],
      ['[cleanup]\nenabled = yes\nempty_delay = 12h\n', 0],
    ] as const) {
      const { hub, alice } = await start(config);
      await make(alice);
      await age(hub, 0.6);
      await job(hub);
      expect(await names(hub), config).toHaveLength(left);
    }
  });

  it('logs in a dry run what has had its time, and tells nobody', async () => {
    const { hub, alice, due } = await start('[cleanup]\ntest = yes\n');
    const name = await make(alice, { expires: '3d' });
    const log = vi.spyOn(hub.hub.parts.log, 'info');
    await age(hub, 4);
    await job(hub);
    expect(log.mock.calls).toContainEqual([
      { tag: name, rule: 'expired', spared: null },
      'the clean-up would remove a side tag',
    ]);
    expect(due).toEqual([]);
    expect(await names(hub)).toEqual([name]);
  });

  it('takes the last build as a sign that a side tag may go, unless it is held', async () => {
    const { hub, admin, alice } = await start('[sidetag]\nremove_empty = yes\n');
    const [gone, held] = [await make(alice), await make(alice)];
    await alice.call('holdSideTag', [held, 'update 12']);
    for (const name of [gone, held]) {
      await admin.call('tagBuildBypass', [name, 'pkg-1-1']);
      await admin.call('untagBuildBypass', [name, 'pkg-1-1']);
    }
    expect(await names(hub)).toEqual([held]);
  });
});
