import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';

eachDatabase('tagChangedSinceEvent', (open) => {
  it('tells of what was made, ended or updated in one of the tags after an event', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const tag = await hub.rows.tag({ name: 'one', packages: ['bash'] });
    const other = await hub.rows.tag({ name: 'two' });
    const build = await hub.rows.build({ name: 'bash' });
    const latest = async () => (await admin.call<{ id: number }>('getLastEvent')).id;
    const changed = (event: number | null, ...tags: number[]) =>
      admin.call<boolean>('tagChangedSinceEvent', [event, tags]);

    for (const [method, ...params] of [
      ['tagBuildBypass', tag.name, build.id],
      ['untagBuildBypass', tag.name, build.id],
      ['editTag2', tag.id, { arches: 'noarch', __starstar: true }],
      ['packageListBlock', tag.name, 'bash'],
    ] as const) {
      const before = await latest();
      expect(await changed(before, tag.id, other.id)).toBe(false);
      await admin.call(method, [...params]);
      expect(await changed(before, other.id, tag.id)).toBe(true);
      expect(await changed(before, other.id)).toBe(false);
    }
    expect(await changed(0, tag.id)).toBe(true);
    expect(await changed(0, 9999)).toBe(false);
    expect(await changed(2_147_483_647, tag.id)).toBe(false);
    expect(await changed(null, tag.id)).toBe(false);
  });
});
