import { eachDatabase, type Caller } from '@kojikit/testing';
import { AmqpPeer } from '@kojikit/testing/amqp';
import { expect, it, onTestFinished } from 'vitest';
import plugin from '../src/hub.js';
import { conf, eventually } from './helpers.js';

interface Shown {
  readonly title: string;
  readonly note?: string;
  readonly facts?: { label: string; text: string }[];
  readonly table?: { rows: { cells: string[]; actions: { name: string; value: string }[] }[] };
  readonly actions: { name: string }[];
}

eachDatabase('the panel of the message queue', (openHub) => {
  it('is for admins: counts, brokers, and dead messages that are retried or dropped', async () => {
    const peer = await AmqpPeer.start();
    onTestFinished(() => peer.stop());
    const hub = await openHub({
      config: '[hub]\nPlugins = protonmsg\nHousekeeping = off\n',
      plugins: [plugin],
      pluginConfig: { 'protonmsg.conf': conf(peer.url, { queue: 'max_attempts = 1' }) },
    });
    const admin = await hub.as('kojiadmin');
    const shown = (caller: Caller = admin) => caller.call<Shown[]>('listPanels', ['admin']);
    const fact = async (label: string | RegExp) =>
      (await shown())[0]!.facts!.find((one) => one.label.match(label) !== null)?.text;
    const press = (caller: Caller, action: string, value: string | null = null) =>
      caller.call('runPanelAction', ['protonmsg', action, 0, value]);
    await expect(shown(hub.anonymous)).rejects.toThrow();
    await expect(shown(await hub.as('alice'))).rejects.toMatchObject({ code: 1004 });

    await admin.call('createTag', ['t']);
    const add = (name: string) => admin.call('packageListAdd', ['t', name, 'alice']);
    for (const name of ['a', 'b', 'c']) await add(name);
    expect(await fact('Queued')).toBe('3');
    expect(await fact('Oldest queued')).toMatch(/^\d+ s old$/);
    expect(await fact(/^Broker /)).toMatch(/^not tried yet/);
    expect((await shown())[0]!.actions).toEqual([{ name: 'flush', label: 'Try all queued ones now' }]);

    peer.answer = () => 'reject';
    hub.hub.start();
    await eventually(async () => expect(await fact('Dead')).toBe('3'));
    expect(await fact(/^Broker /)).toMatch(/^connected/);
    const [queue, dead] = (await shown()) as [Shown, Shown];
    expect(queue.actions).toEqual([]);
    const rows = dead.table!.rows;
    expect(rows.map(({ cells }) => [cells[1], cells[3]])).toEqual(Array(3).fill(['package.add', '1']));
    expect(rows[0]!.cells[4]).toContain('told to reject');
    expect(rows[0]!.actions.map(({ name }) => name)).toEqual(['retry', 'drop']);

    await expect(press(await hub.as('alice'), 'drop', rows[0]!.cells[0])).rejects.toMatchObject({
      code: 1004,
    });
    await expect(press(admin, 'drop')).rejects.toThrow();
    await press(admin, 'drop', rows[0]!.actions[1]!.value);
    expect([await fact('Dead'), await fact('Dropped')]).toEqual(['2', '1']);
    peer.answer = () => 'accept';
    await press(admin, 'retry', rows[1]!.actions[0]!.value);
    await eventually(async () => expect(await fact('Sent')).toBe('1'));
    await press(admin, 'retry-all');
    await eventually(async () => expect(await fact('Sent')).toBe('2'));
    expect(await shown()).toHaveLength(1);

    await peer.stop();
    await add('d');
    await eventually(async () => expect(await fact(/^Broker /)).toMatch(/^not connected/));
  });
});
