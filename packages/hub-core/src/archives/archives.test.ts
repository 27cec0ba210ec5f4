import { eachDatabase, type TestHub } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { asHub } from '../rpc/as-hub.js';

/** Adds archives of a build past the API: a jar of Maven, a library of Windows and an image. Returns their ids. */
async function addArchives(
  hub: TestHub,
): Promise<{ build: number; maven: number; win: number; image: number }> {
  const build = await hub.rows.build();
  return asHub(hub.hub.parts, 'test rows', async (ctx) => {
    const add = async (filename: string, type: string, btype: string) =>
      ctx.db.insertReturningId('archiveinfo', {
        type_id: await ctx.db.value(sql`SELECT id FROM archivetypes WHERE name = ${type}`),
        btype_id: await ctx.db.value(sql`SELECT id FROM btype WHERE name = ${btype}`),
        build_id: build.id,
        filename,
        size: 7,
        checksum: 'c0ffee',
        checksum_type: 2,
        extra: '{"a": 1}',
      });
    const maven = await add('x.jar', 'jar', 'maven');
    const win = await add('x.dll', 'dll', 'win');
    const image = await add('x.qcow2', 'qcow2', 'image');
    await ctx.db.insert('maven_archives', {
      archive_id: maven,
      group_id: 'g',
      artifact_id: 'a',
      version: '1',
    });
    const platforms = 'i386 x86_64';
    await ctx.db.insert('win_archives', { archive_id: win, relpath: 'bin', platforms, flags: 'fre' });
    await ctx.db.insert('image_archives', { archive_id: image, arch: 's390x' });
    return { build: build.id, maven, win, image };
  });
}

eachDatabase('archives', (open) => {
  it('are listed by build, type and what is known of them', async () => {
    const hub = await open();
    const { build, maven, win, image } = await addArchives(hub);
    const ids = async (keywords: Record<string, unknown>) => {
      const found = await hub.anonymous.call<{ id: number }[]>('listArchives', [], keywords);
      return found.map((archive) => archive.id).sort((a, b) => a - b);
    };
    expect(await ids({ buildID: build })).toEqual([maven, win, image]);
    expect(await ids({ buildID: build + 1 })).toEqual([]);
    expect(await ids({ type: 'maven', typeInfo: { group_id: 'g' } })).toEqual([maven]);
    expect(await ids({ type: 'maven', typeInfo: { group_id: 'h' } })).toEqual([]);
    expect(await ids({ type: 'win', typeInfo: { platforms: ['x86_64', 'i386'] } })).toEqual([win]);
    expect(await ids({ type: 'win', typeInfo: { platforms: ['x86'] } })).toEqual([]);
    expect(await ids({ type: 'win', typeInfo: { relpath: 'bin', flags: 'fre' } })).toEqual([win]);
    expect(await ids({ type: 'image', typeInfo: { arch: 's390x' } })).toEqual([image]);
    expect(await ids({ filename: 'x.jar', size: 7, checksum: 'c0ffee', checksum_type: 2 })).toEqual([maven]);
    expect(await hub.anonymous.call('listArchives', [], { queryOpts: { countOnly: true } })).toBe(3);
    const none = hub.anonymous.call('listArchives', [], { buildID: 99, strict: true });
    await expect(none).rejects.toThrow('No archives found.');
  });

  it('are answered with what is known of their type', async () => {
    const hub = await open();
    const { maven, win, image } = await addArchives(hub);
    expect(await hub.anonymous.call('getArchive', [maven])).toMatchObject({
      filename: 'x.jar',
      type_name: 'jar',
      group_id: 'g',
      extra: { a: 1 },
    });
    expect(await hub.anonymous.call('getArchive', [image])).toMatchObject({ arch: 's390x', rootid: false });
    expect(await hub.anonymous.call('getWinArchive', [win])).toEqual({
      archive_id: win,
      relpath: 'bin',
      platforms: 'i386 x86_64',
      flags: 'fre',
    });
    expect(await hub.anonymous.call('getMavenArchive', [win])).toBeNull();
    await expect(hub.anonymous.call('getArchive', [99], { strict: true })).rejects.toThrow(
      'No such archive: 99',
    );
  });

  it('have the kind of their longest extension', async () => {
    const hub = await open();
    const kind = (filename: string) => hub.anonymous.call('getArchiveType', [filename]);
    expect(await kind('a.tar.gz')).toMatchObject({ name: 'tar', compression_type: 'tar' });
    expect(await kind('X.JAR')).toMatchObject({ name: 'jar' });
    expect(await kind('noext')).toBeNull();
    const admin = await hub.as('kojiadmin');
    await admin.call('addArchiveType', ['newt', 'A newt', 'nt nt2']);
    expect(await kind('x.nt2')).toMatchObject({ name: 'newt', compression_type: null });
    const again = admin.call('addArchiveType', ['newt', 'A newt', 'nt3']);
    await expect(again).rejects.toThrow('archivetype newt already exists');
  });
});
