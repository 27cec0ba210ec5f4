import type { FoundThings } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';

eachDatabase('finding builds', (open) => {
  const found = async (hub: TestHub, terms: string, match?: string) => {
    const named = { terms, type: 'build', order: 'id', ...(match !== undefined && { match }) };
    const { groups } = await hub.anonymous.call<FoundThings>('find', [], named);
    return groups.flatMap(({ things }) => things.map(({ name }) => name));
  };

  const withBuilds = async () => {
    const hub = await open();
    for (const [name, version] of [
      ['Kernel', '6.1'],
      ['kernel-rt', '6.1'],
      ['kern', 'el_7'],
      ['a%b', '1.0'],
      ['lib', '1.0'],
    ] as const)
      await hub.rows.build({ name, version, release: '1' });
    return hub;
  };

  it('by a glob minds no case and finds names that end within its beginning', async () => {
    const hub = await withBuilds();
    expect(await found(hub, 'KERNEL-*')).toEqual(['Kernel-6.1-1', 'kernel-rt-6.1-1']);
    expect(await found(hub, 'kernel-6.1-*')).toEqual(['Kernel-6.1-1']);
    expect(await found(hub, 'kern-el_?-1')).toEqual(['kern-el_7-1']);
    expect(await found(hub, '*-6.1-1')).toEqual(['Kernel-6.1-1', 'kernel-rt-6.1-1']);
    expect(await found(hub, 'kern[e]l-r*')).toEqual(['kernel-rt-6.1-1']);
  });

  it('takes what means something to the database for itself', async () => {
    const hub = await withBuilds();
    expect(await found(hub, 'a%b-*')).toEqual(['a%b-1.0-1']);
    expect(await found(hub, 'l%b-*')).toEqual([]);
    expect(await found(hub, 'kern-el__7*')).toEqual([]);
  });

  it('by a regular expression, an exact name or a part of one', async () => {
    const hub = await withBuilds();
    expect(await found(hub, '^KERN.*-6\\.1', 'regexp')).toEqual(['Kernel-6.1-1', 'kernel-rt-6.1-1']);
    expect(await found(hub, '(lib|kern)-', 'regexp')).toEqual(['kern-el_7-1', 'lib-1.0-1']);
    expect(await found(hub, 'kernel-6.1-1', 'exact')).toEqual([]);
    expect(await found(hub, 'Kernel-6.1-1', 'exact')).toEqual(['Kernel-6.1-1']);
    expect(await found(hub, '-6.1-')).toEqual(['Kernel-6.1-1', 'kernel-rt-6.1-1']);
  });
});
