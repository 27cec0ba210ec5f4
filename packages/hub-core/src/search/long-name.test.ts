import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { asHub } from '../rpc/as-hub.js';

eachDatabase('searching RPMs by a glob', (open) => {
  const NAMES = ['Kernel', 'kernel-rt', 'kern', 'ker_nel', 'kez', 'k%l', 'ÄRGER', 'Iımage', 'a~b', 'z'];
  const many = Array.from({ length: 25 }, (none, part) => String(part)).join('-');

  const withRpms = async () => {
    const hub = await open();
    const { id: build_id } = await hub.rows.build();
    const rpm = { build_id, version: '6.1', release: '2', arch: 'noarch', draft: false, external_repo_id: 0 };
    const file = { payloadhash: '0'.repeat(32), size: 1, buildtime: 1 };
    await asHub(hub.hub.parts, 'rpms', async (ctx) => {
      for (const name of [...NAMES, many]) await ctx.db.insert('rpminfo', { ...rpm, ...file, name });
    });
    return (terms: string) =>
      hub.anonymous
        .call<{ name: string }[]>('search', [terms, 'rpm', 'glob'])
        .then((rows) => rows.map(({ name }) => name.replace(/-6\.1-2\.\w+\.rpm$/, '')).sort());
  };

  it('finds names that begin so and names that end within its beginning, minding no case', async () => {
    const found = await withRpms();
    expect(await found('KERNEL-*')).toEqual(['Kernel', 'kernel-rt']);
    expect(await found('kernel-6.1-*')).toEqual(['Kernel']);
    expect(await found('kernel-6?1-*')).toEqual(['Kernel']);
    expect(await found('ke*')).toEqual(['Kernel', 'ker_nel', 'kern', 'kernel-rt', 'kez']);
    expect(await found('ker_*')).toEqual(['ker_nel']);
    expect(await found('a~*')).toEqual(['a~b']);
    expect(await found('Z-6*')).toEqual(['z']);
    expect(await found('IıMAGE*')).toEqual(['Iımage']);
    expect(await found('ÄRGER*')).toEqual(['ÄRGER']);
    expect(await found('*el-*')).toEqual(['Kernel', 'ker_nel', 'kernel-rt']);
    expect(await found('none-*')).toEqual([]);
  });

  it('finds names with more parts than are looked at', async () => {
    const found = await withRpms();
    expect(await found(`${many}-6*`)).toEqual([many]);
    expect(await found(`${many.slice(0, -1)}*`)).toEqual([many]);
  });

  it('takes a percent sign for any text, as Koji does', async () => {
    const found = await withRpms();
    expect(await found('k%l-6*')).toEqual(['Kernel', 'k%l', 'ker_nel']);
  });
});
