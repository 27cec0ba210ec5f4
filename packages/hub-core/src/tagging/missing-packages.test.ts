import { expect, it } from 'vitest';
import type { MissingPackage } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { asHub } from '../rpc/as-hub.js';

const explain = (hub: TestHub, tag: string, ...names: string[]) =>
  hub.anonymous.call<MissingPackage[]>('explainMissingPackages', [tag, names]);

async function addRpm(hub: TestHub, build: number, name: string): Promise<void> {
  const rest = { arch: 'x86_64', payloadhash: '0'.repeat(32), size: 1, buildtime: 1, external_repo_id: 0 };
  await asHub(hub.hub.parts, 'test rows', (ctx) =>
    ctx.db.insert('rpminfo', { build_id: build, name, version: '1.0', release: '1', draft: false, ...rest }),
  );
}

eachDatabase('what a tag has not got', (open) => {
  it('is told with who took it out of what the tag inherits, and when', async () => {
    const hub = await open();
    const parent = await hub.rows.tag({ name: 'base', packages: ['zlib'] });
    await hub.rows.tag({ name: 'f42-build', parents: [parent.id] });
    const other = await hub.rows.tag({ name: 'elsewhere' });
    const old = await hub.rows.build({ name: 'zlib', version: '1.2', tags: [parent.id, other.id] });
    const build = await hub.rows.build({ name: 'zlib', version: '1.3', tags: [parent.id] });
    for (const { id } of [old, build]) await addRpm(hub, id, id === old.id ? 'zlib' : 'zlib-devel');
    const admin = await hub.as('kojiadmin');
    await admin.call('untagBuildBypass', ['base', build.name]);

    const [missing] = await explain(hub, 'f42-build', 'zlib-devel >= 1.3');
    expect(missing).toMatchObject({ name: 'zlib-devel >= 1.3', names: ['zlib-devel'], blocked: [] });
    expect(missing!.builds).toHaveLength(1);
    expect(missing!.builds[0]).toMatchObject({
      nvr: 'zlib-1.3-1',
      tag_name: 'base',
      creator_name: 'kojiadmin',
      revoker_name: 'kojiadmin',
    });
    expect(Math.abs(Number(missing!.builds[0]!.revoke_ts) - Date.now() / 1000)).toBeLessThan(100);
    expect(missing!.newest_build).toBeNull();

    const [all] = await explain(hub, 'f42-build', 'zlib');
    expect(all!.builds.map(({ nvr, revoke_event: gone }) => [nvr, gone === null])).toEqual([
      ['zlib-1.2-1', true],
      ['zlib-1.3-1', false],
    ]);
  });

  it('says that the package is blocked, by the nearest tag that lists it', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const base = await hub.rows.tag({ name: 'base', packages: ['zlib', 'bash'] });
    await hub.rows.tag({ name: 'f42-build', packages: ['bash'], parents: [base.id] });
    await admin.call('packageListBlock', ['base', 'zlib']);
    await admin.call('packageListBlock', ['base', 'bash']);
    const [zlib, bash] = await explain(hub, 'f42-build', 'pkgconfig(zlib)', 'bash');
    expect(zlib!.blocked).toMatchObject([
      { package_name: 'zlib', tag_name: 'base', creator_name: 'kojiadmin' },
    ]);
    expect(bash!.blocked).toEqual([]);
  });

  it('says what was built of it where it was never in the tag, and that nothing was', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'f42-build' });
    const build = await hub.rows.build({ name: 'zlib' });
    const [zlib, nothing, unreadable] = await explain(hub, 'f42-build', 'zlib', 'nosuch', '((');
    expect(zlib).toMatchObject({ builds: [], newest_build: { build_id: build.id, nvr: 'zlib-1.0-1' } });
    expect(nothing).toEqual({
      name: 'nosuch',
      names: ['nosuch'],
      builds: [],
      blocked: [],
      newest_build: null,
    });
    expect(unreadable!.names).toEqual([]);
  });

  it('is refused for an unknown tag, too many names, and what are no names', async () => {
    const hub = await open();
    await hub.rows.tag({ name: 'f42-build' });
    await expect(explain(hub, 'nosuch', 'a')).rejects.toThrow('No such entry in table tag');
    await expect(explain(hub, 'f42-build', ...Array<string>(21).fill('a'))).rejects.toThrow('At most 20');
    await expect(explain(hub, 'f42-build', 'a'.repeat(301))).rejects.toThrow('300 characters');
    await expect(hub.anonymous.call('explainMissingPackages', ['f42-build', 'a'])).rejects.toThrow('list');
  });
});
