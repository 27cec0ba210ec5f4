import { eachDatabase, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import sql from 'sql-template-tag';
import { asHub } from '../rpc/as-hub.js';

function addRpm(hub: TestHub, buildId: number, name: string, arch: string): Promise<number> {
  return asHub(hub.hub.parts, 'test rows', (ctx) =>
    ctx.db.insertReturningId('rpminfo', {
      build_id: buildId,
      name,
      version: '1.0',
      release: '1',
      arch,
      draft: false,
      external_repo_id: 0,
      payloadhash: '0'.repeat(32),
      size: 5_000_000_000,
      buildtime: 1,
      extra: '{"note": 1}',
    }),
  );
}

function addMavenArchive(hub: TestHub, buildId: number, version: string): Promise<number> {
  return asHub(hub.hub.parts, 'test rows', async (ctx) => {
    const kind = await ctx.db.value<number>(sql`SELECT id FROM btype WHERE name = 'maven'`);
    const type = await ctx.db.value<number>(sql`SELECT id FROM archivetypes WHERE name = 'pom'`);
    const id = await ctx.db.insertReturningId('archiveinfo', {
      type_id: type,
      btype_id: kind,
      build_id: buildId,
      filename: `art-${version}.pom`,
      size: 1,
      checksum: '0',
      checksum_type: 0,
    });
    await ctx.db.insert('maven_archives', { archive_id: id, group_id: 'org', artifact_id: 'art', version });
    return id;
  });
}

type Listing = [{ id: number; extra?: unknown; size: number; sigkey?: string }[], { id: number }[]];

eachDatabase('rpms of a tag', (open) => {
  it('are those of its builds, in the order of inheritance, filtered by arch', async () => {
    const hub = await open();
    const base = await hub.rows.tag({ packages: ['lib', 'tool'] });
    const tag = await hub.rows.tag({ parents: [base.id] });
    const lib = await hub.rows.build({ name: 'lib', tags: [base.id] });
    const tool = await hub.rows.build({ name: 'tool', tags: [tag.id] });
    const stray = await hub.rows.build({ name: 'stray', tags: [tag.id] });
    const rpms = {
      lib: await addRpm(hub, lib.id, 'lib', 'x86_64'),
      stray: await addRpm(hub, stray.id, 'stray', 'x86_64'),
      source: await addRpm(hub, tool.id, 'tool', 'src'),
      tool: await addRpm(hub, tool.id, 'tool', 'x86_64'),
    };
    const list = async (options: object) =>
      (await hub.anonymous.call('listTaggedRPMS', [tag.id], { ...options })) as Listing;
    const ids = async (options: object) => (await list(options))[0].map((rpm) => rpm.id);
    expect(await ids({})).toEqual([rpms.source, rpms.tool]);
    expect(await ids({ inherit: true })).toEqual([rpms.source, rpms.tool, rpms.lib]);
    expect(await ids({ inherit: true, arch: 'x86_64' })).toEqual([rpms.tool, rpms.lib]);
    expect(await ids({ inherit: true, arch: ['src', 'noarch'] })).toEqual([rpms.source]);
    expect(await ids({ inherit: true, package: 'lib' })).toEqual([rpms.lib]);
    await expect(list({ arch: 5 })).rejects.toThrow("Invalid type for arch option: <class 'int'>");
    const [[first], builds] = await list({});
    expect(first).toMatchObject({ extra: { note: 1 }, size: 5_000_000_000 });
    expect(builds.map((build) => build.id)).toEqual([tool.id]);
    expect((await list({ extra: false }))[0][0]).not.toHaveProperty('extra');
  });

  it('are plain values for who calls from inside of the hub', async () => {
    const hub = await open();
    const tag = await hub.rows.tag({ packages: ['tool'] });
    const tool = await hub.rows.build({ name: 'tool', tags: [tag.id] });
    await addRpm(hub, tool.id, 'tool', 'x86_64');
    const sent = await hub.anonymous.call('listTaggedRPMS', [tag.id]);
    const inside = await asHub(hub.hub.parts, 'test', (ctx) => ctx.call('listTaggedRPMS', { tag: tag.id }));
    expect(inside).toEqual(sent);
    expect(inside[0]).toHaveLength(1);
  });

  it('come once for each of their signatures when these are asked for', async () => {
    const hub = await open();
    const tag = await hub.rows.tag({ packages: ['tool'] });
    const tool = await hub.rows.build({ name: 'tool', tags: [tag.id] });
    const rpm = await addRpm(hub, tool.id, 'tool', 'noarch');
    await asHub(hub.hub.parts, 'test rows', async (ctx) => {
      for (const key of ['', 'abcd']) {
        await ctx.db.insert('rpmsigs', { rpm_id: rpm, sigkey: key, sighash: '0'.repeat(32) });
      }
    });
    const [rpms] = (await hub.anonymous.call('getLatestRPMS', [tag.id], { rpmsigs: true })) as Listing;
    expect(rpms.map((row) => [row.id, row.sigkey]).sort()).toEqual([
      [rpm, ''],
      [rpm, 'abcd'],
    ]);
  });
});

eachDatabase('Maven archives of a tag', (open) => {
  it('are those of the latest version, or of every version where the tag includes all', async () => {
    const hub = await open({ config: { EnableMaven: true } });
    const admin = await hub.as('kojiadmin');
    const tag = await hub.rows.tag({ packages: ['art'] });
    const archives: number[] = [];
    for (const [version, release] of [
      ['1', '1'],
      ['1', '2'],
      ['2', '1'],
    ] as const) {
      const build = await hub.rows.build({ name: 'art', version, release, tags: [tag.id] });
      archives.push(await addMavenArchive(hub, build.id, version));
    }
    const [, rebuilt, newest] = archives;
    const list = async () =>
      ((await hub.anonymous.call('getLatestMavenArchives', [tag.id])) as { id: number }[]).map(
        ({ id }) => id,
      );
    expect(await list()).toEqual([newest]);
    await admin.call('editTag2', [tag.id], { maven_support: true, maven_include_all: true });
    expect(await list()).toEqual([newest, rebuilt]);
    const [all] = (await hub.anonymous.call('listTaggedArchives', [tag.id])) as Listing;
    expect(all.map(({ id }) => id)).toEqual(archives);
  });
});
