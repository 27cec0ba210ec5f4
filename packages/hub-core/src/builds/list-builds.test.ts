import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';

eachDatabase('builds by a pattern', (open) => {
  it('are those that match it as a whole, minding no case, wherever the name ends', async () => {
    const hub = await open();
    const names = ['Kernel', 'kernel-rt', 'kern', 'ker_nel', 'zsh'];
    for (const name of names) await hub.rows.build({ name, version: '6.1', release: '2' });
    await hub.rows.build({ name: 'kernel-rt', version: '7', release: '1' });
    const found = async (pattern: string) => {
      const asked = { __starstar: true, pattern };
      const builds = await hub.anonymous.call<{ nvr: string }[]>('listBuilds', [asked]);
      return builds.map(({ nvr }) => nvr).sort();
    };
    expect(await found('KERNEL-*')).toEqual(['Kernel-6.1-2', 'kernel-rt-6.1-2', 'kernel-rt-7-1']);
    expect(await found('kernel-6.1-2')).toEqual(['Kernel-6.1-2']);
    expect(await found('kernel-rt-6*')).toEqual(['kernel-rt-6.1-2']);
    expect(await found('ker?el-7*')).toEqual([]);
    expect(await found('k*l-rt-7*')).toEqual(['kernel-rt-7-1']);
    expect(await found('ker?nel-*')).toEqual(['ker_nel-6.1-2']);
    expect(await found('*-7-1')).toEqual(['kernel-rt-7-1']);
    expect(await found('zsh')).toEqual([]);
  });
});
