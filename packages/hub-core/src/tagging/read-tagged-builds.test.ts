import { eachDatabase, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import type {
  BrowsedBuild,
  BrowsedBuilds,
  BrowsedPackages,
  PackageInTag,
  TaggedBuild,
} from '@kojikit/protocol';
import sql from 'sql-template-tag';
import type { Transaction } from '../db/database.js';
import type { Context } from '../ground/context.js';
import { asHub } from '../rpc/as-hub.js';
import { readTaggedBuilds } from './read-tagged-builds.js';
import { readTaggedRpms } from './read-tagged-rpms.js';

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * limit);
  };
}

const PACKAGES = ['alpha', 'beta', 'gamma', 'delta'];

/** Tags that inherit from each other at random, with filters, blocks and builds. Returns their ids, parents first. */
async function makeTags(hub: TestHub, seed: number): Promise<number[]> {
  const pick = numbers(seed);
  const admin = await hub.as('kojiadmin');
  const tags: number[] = [];
  for (let index = 0; index < 7; index += 1) {
    const { id } = await hub.rows.tag({ packages: PACKAGES.filter(() => pick(3) > 0) });
    const links = [...new Set(tags.filter(() => pick(2) === 0))].map((parent, priority) => ({
      parent_id: parent,
      priority,
      maxdepth: pick(4) === 0 ? 1 : null,
      intransitive: pick(5) === 0,
      noconfig: pick(3) === 0,
      pkg_filter: pick(3) === 0 ? '^(alpha|beta)$' : '',
    }));
    await admin.call('setInheritanceData', [id, links]);
    tags.push(id);
  }
  for (let index = 0; index < 25; index += 1) {
    await hub.rows.build({
      name: PACKAGES[pick(PACKAGES.length)],
      version: String(index),
      state: pick(6) === 0 ? 3 : 1,
      tags: tags.filter(() => pick(4) === 0),
    });
  }
  for (const tag of tags) {
    if (pick(2) === 0)
      await admin.call('packageListAdd', [tag, 'gamma', 'kojiadmin'], { block: true, force: true });
  }
  return tags;
}

/** The same answer in the plainest way: one tag after the other, one query for each. */
async function plainly(ctx: Context, tag: number, latest: number | undefined): Promise<[number, number][]> {
  const steps = await ctx.call('getFullInheritance', { tag });
  const listed = await ctx.call('listPackages', { tagID: tag, inherited: true });
  const usable = new Set(listed.filter((entry) => !entry.blocked).map((entry) => entry.package_id));
  const seen = new Map<number, number>();
  const found: [number, number][] = [];
  for (const id of [tag, ...steps.map((step) => step.parent_id)]) {
    const rows = await ctx.db.all<{ id: number; pkg_id: number }>(sql`
      SELECT build.id, build.pkg_id FROM tag_listing JOIN build ON build.id = tag_listing.build_id
      WHERE tag_listing.active IS TRUE AND tag_listing.tag_id = ${id} AND build.state = 1
      ORDER BY tag_listing.create_event DESC, build.id DESC`);
    for (const row of rows) {
      if (!usable.has(row.pkg_id)) continue;
      const count = seen.get(row.pkg_id) ?? 0;
      if (latest !== undefined && count >= latest) continue;
      seen.set(row.pkg_id, count + 1);
      found.push([id, row.id]);
    }
  }
  return found;
}

const pairs = (builds: readonly TaggedBuild[]) => builds.map((build) => [build.tag_id, build.id]);

/** Runs `body` and returns how many reads it made. */
async function countReads(hub: TestHub, body: (ctx: Context) => Promise<unknown>): Promise<number> {
  let count = 0;
  await asHub(hub.hub.parts, 'test', async (ctx) => {
    const db = new Proxy(ctx.db, {
      get(target, name) {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        if (['all', 'rows', 'first', 'value', 'column'].includes(String(name))) count += 1;
        return (member as (...values: unknown[]) => unknown).bind(target);
      },
    }) as Transaction;
    await body(Object.create(ctx, { db: { value: db } }) as Context);
  });
  return count;
}

eachDatabase('builds of a tag', (open) => {
  it('come in the order of inheritance, without blocked packages, as when each tag is asked alone', async () => {
    let compared = 0;
    for (const seed of [1, 2, 3]) {
      const hub = await open();
      const tags = await makeTags(hub, seed);
      await asHub(hub.hub.parts, 'test', async (ctx) => {
        for (const tag of tags) {
          for (const latest of [undefined, 1, 2]) {
            const expected = await plainly(ctx, tag, latest);
            const filter = { inherit: true, latest: latest === 1 ? true : latest };
            expect(pairs((await readTaggedBuilds(ctx, tag, filter)).values())).toEqual(expected);
            compared += expected.length;
          }
        }
      });
    }
    expect(compared).toBeGreaterThan(100);
  });

  it('are the same ones, page by page and in every order, where people look through them', async () => {
    const orders = ['build_id', 'nvr', 'owner_name', 'completion_time', 'state', 'tag_name'];
    for (const seed of [2]) {
      const hub = await open();
      const tags = await makeTags(hub, seed);
      for (const tag of tags) {
        for (const [latest, inherited] of [
          [true, true],
          [true, false],
          [false, true],
        ] as const) {
          const named = { tag, inherit: inherited, latest };
          const listed = await hub.anonymous.call<TaggedBuild[]>('listTagged', [], named);
          // A tag that is reached by several ways counts once here.
          const expected = [...new Set(pairs(listed).map(String))].sort();
          for (const order of orders) {
            const found: BrowsedBuild[] = [];
            for (let start = 0; start === 0 || found.length === start; start += 3) {
              const page = { tagID: tag, inherited, latest, order: `-${order}`, start, limit: 3 };
              const { builds, total } = await hub.anonymous.call<BrowsedBuilds>('browseBuilds', [], page);
              expect(total).toBe(expected.length);
              found.push(...builds);
            }
            expect(found.map(({ tag_id: id, build_id: build }) => `${id},${build}`).sort()).toEqual(expected);
            const value = (build: BrowsedBuild) =>
              String(build[order as 'nvr']).padStart(order === 'build_id' ? 9 : 0);
            if (['build_id', 'nvr', 'tag_name'].includes(order))
              expect(found.map(value)).toEqual(found.map(value).sort().reverse());
          }
        }
      }
    }
  });

  it('and the packages of it say the same when people look through them', async () => {
    for (const seed of [1]) {
      const hub = await open();
      for (const tag of await makeTags(hub, seed)) {
        for (const inherited of [true, false]) {
          const listed = await hub.anonymous.call<PackageInTag[]>('listPackages', [], {
            tagID: tag,
            inherited,
          });
          const wanted = (blocked: boolean) =>
            listed
              .filter((entry) => blocked || !entry.blocked)
              .map((entry) => `${entry.package_name} ${entry.tag_id} ${entry.blocked} ${entry.owner_name}`)
              .sort();
          for (const blocked of [true, false]) {
            const { packages, total } = await hub.anonymous.call<BrowsedPackages>('browsePackages', [], {
              tagID: tag,
              inherited,
              blocked,
            });
            expect(
              packages.map(
                (entry) => `${entry.package_name} ${entry.tag_id} ${entry.blocked} ${entry.owner_name}`,
              ),
            ).toEqual(wanted(blocked));
            expect(total).toBe(packages.length);
          }
        }
      }
    }
  });

  it('are read with the same few queries whatever the number of tags, packages and builds', async () => {
    const hub = await open();
    const lone = await hub.rows.tag({ packages: ['one'] });
    await hub.rows.build({ name: 'one', tags: [lone.id] });
    let parent = lone.id;
    for (let index = 0; index < 8; index += 1) {
      parent = (await hub.rows.tag({ parents: [parent], packages: [`p${index}`] })).id;
      await hub.rows.build({ name: `p${index}`, tags: [parent] });
    }
    const listed = (tag: number) =>
      countReads(hub, async (ctx) => {
        expect((await readTaggedBuilds(ctx, tag, { inherit: true, latest: true })).length).toBeGreaterThan(0);
      });
    // The links, the package list, which builds are the latest, these builds.
    expect(await listed(lone.id)).toBe(4);
    expect(await listed(parent)).toBe(4);
    const withRpms = await countReads(hub, (ctx) => readTaggedRpms(ctx, parent, { inherit: true }));
    expect(withRpms).toBe(4);
  });

  it('at an event are those that were there then', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const tag = await hub.rows.tag({ packages: ['one'] });
    const first = await hub.rows.build({ name: 'one', version: '1', tags: [tag.id] });
    const { id: event } = (await admin.call('getLastEvent')) as { id: number };
    await admin.call('untagBuildBypass', [tag.id, first.id]);
    await hub.rows.build({ name: 'one', version: '2', tags: [tag.id] });
    const nvrs = async (options: object) =>
      ((await admin.call('listTagged', [tag.id], { ...options })) as TaggedBuild[]).map((build) => build.nvr);
    expect(await nvrs({})).toEqual(['one-2-1']);
    expect(await nvrs({ event })).toEqual(['one-1-1']);
  });

  it('may be limited by fractions and by nothing sensible, as Koji counts', async () => {
    const hub = await open();
    const tag = await hub.rows.tag({ packages: ['one'] });
    for (const version of ['1', '2', '3']) await hub.rows.build({ name: 'one', version, tags: [tag.id] });
    const count = async (latest: unknown) =>
      ((await hub.anonymous.call('listTagged', [tag.id], { latest })) as unknown[]).length;
    expect(await count(1.5)).toBe(2);
    expect(await count(-1)).toBe(0);
    expect(await count(0)).toBe(3);
    expect(await count('yes')).toBe(1);
  });
});
