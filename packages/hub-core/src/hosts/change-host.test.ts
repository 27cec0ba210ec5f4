import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { plain, type Channel, type Host, type HostPage } from '@kojikit/protocol';

eachDatabase('changing a host as a whole', (open) => {
  it('changes settings, channels and whether it is enabled', async () => {
    const hub = await open();
    const { id } = await hub.rows.host({ name: 'builder' });
    const admin = await hub.as('kojiadmin');
    for (const name of ['pictures', 'jars']) await admin.call('addChannel', [name]);
    await admin.call('changeHost', [
      id,
      {
        arches: 'x86_64 i686',
        capacity: 4,
        comment: 'new disk',
        enabled: false,
        channels: ['pictures', 'jars'],
      },
    ]);
    const host = await admin.call<Host>('getHost', ['builder']);
    expect(Number(host.capacity)).toBe(4);
    expect(host).toMatchObject({
      arches: 'x86_64 i686',
      comment: 'new disk',
      enabled: false,
    });
    const channels = async () =>
      (await admin.call<Channel[]>('listChannels', [id])).map(({ name }) => name).sort();
    expect(await channels()).toEqual(['jars', 'pictures']);
    await admin.call('disableChannel', ['pictures']);
    await admin.call('changeHost', [id, { channels: ['pictures', 'default'] }]);
    expect(await channels()).toEqual(['default', 'pictures']);
  });

  it('changes nothing when one thing is refused, or the caller may not', async () => {
    const hub = await open();
    const { id } = await hub.rows.host({ name: 'builder' });
    const admin = await hub.as('kojiadmin');
    await admin.call('addChannel', ['off']);
    await admin.call('disableChannel', ['off']);
    const before = await admin.call<Host>('getHost', [id]);
    for (const changes of [
      { arches: 'i686', enabled: false, channels: ['default', 'nosuch'] },
      { arches: 'i686', enabled: false, capacity: 0 },
      { comment: 'x', channels: ['off'] },
    ]) {
      await expect(admin.call('changeHost', [id, changes])).rejects.toThrow();
    }
    await expect((await hub.as('alice')).call('changeHost', [id, { comment: 'x' }])).rejects.toThrow(
      'host permission required',
    );
    expect(await admin.call('getHost', [id])).toEqual(before);
    expect(await admin.call('listChannels', [id])).toHaveLength(1);
  });
});

eachDatabase('a page of hosts', (open) => {
  const namesOf = (page: HostPage) => page.hosts.map(({ name }) => name);

  it('is filtered, in the order that was asked for, and has the channels of each', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const image = await admin.call<number>('addChannel', ['pictures']);
    await hub.rows.host({ name: 'b10', arches: 'ppc64le', capacity: 3 });
    await hub.rows.host({ name: 'b9', arches: 'x86_64 i686', capacity: 2, channels: [1, image] });
    await hub.rows.host({ name: 'b1', arches: 'x86_64', capacity: 9, enabled: false, channels: [] });
    const page = (filter: object, order = 'name', offset = 0, limit = 50) =>
      admin.call<HostPage>('listHostPage', [filter, order, offset, limit]);
    const all = await page({});
    expect([namesOf(all), all.total]).toEqual([['b1', 'b9', 'b10'], 3]);
    expect(all.hosts.map(({ channels }) => channels.map(({ name }) => name))).toEqual([
      [],
      ['default', 'pictures'],
      ['default'],
    ]);
    const second = await page({}, '-capacity', 1, 1);
    expect([namesOf(second), second.total]).toEqual([['b10'], 3]);
    expect(plain(second.enabled)).toEqual({ hosts: 2, ready: 0, load: 0, capacity: 5 });
    expect(namesOf(await page({ enabled: true }))).toEqual(['b9', 'b10']);
    expect(namesOf(await page({ channel: 'pictures' }))).toEqual(['b9']);
    expect(namesOf(await page({ arch: 'ppc64' }))).toEqual([]);
    expect(namesOf(await page({ arch: 'i686' }))).toEqual(['b9']);
    for (const order of ['id', 'arches', 'channels', 'enabled', 'ready', 'task_load', '-last_update'])
      expect((await page({}, order)).hosts).toHaveLength(3);
    for (const order of ['nonsense', 'constructor', 'id; DROP'])
      await expect(page({}, order)).rejects.toThrow('Invalid order');
    await expect(page({ arch: 'x|.*' })).rejects.toThrow();
    await expect(page({ channel: 'nosuch' })).rejects.toThrow();
  });
});
