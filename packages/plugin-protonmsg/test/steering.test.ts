import { eachDatabase, type OpenHub } from '@kojikit/testing';
import { AmqpPeer } from '@kojikit/testing/amqp';
import { expect, it, onTestFinished } from 'vitest';
import type { ProtonQueueEntry, ProtonQueueStats, Replay } from '../src/api.js';
import plugin from '../src/hub.js';
import { conf, eventually, queued } from './helpers.js';

eachDatabase('messages, seen and steered', (openHub: OpenHub) => {
  const open = async (queue = '') => {
    const peer = await AmqpPeer.start();
    onTestFinished(() => peer.stop());
    const hub = await openHub({
      config: '[hub]\nPlugins = protonmsg\nHousekeeping = off\n',
      plugins: [plugin],
      pluginConfig: { 'protonmsg.conf': conf(peer.url, { queue }) },
    });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['t']);
    hub.hub.start();
    const add = (name: string) => admin.call('packageListAdd', ['t', name, 'alice']);
    const list = (state?: string) =>
      admin.call<ProtonQueueEntry[]>('listProtonMessages', state === undefined ? [] : [state]);
    const replay = (keywords: Record<string, unknown> = {}) =>
      hub.anonymous.call<Replay>('replayProtonMessages', [], keywords);
    return { peer, hub, admin, add, list, replay };
  };

  it('are for admins to see and steer, and for everybody to replay', async () => {
    const { hub } = await open();
    const alice = await hub.as('alice');
    for (const [name, ...params] of [
      ['listProtonMessages'],
      ['getProtonQueueStats'],
      ['flushProtonQueue'],
      ['retryProtonMessages'],
      ['dropProtonMessages', []],
    ] as const) {
      await expect(alice.call(name, params)).rejects.toThrow('admin');
    }
    expect((await hub.anonymous.call<Replay>('replayProtonMessages')).messages).toEqual([]);
  });

  it('are put back from the dead under their ids, or dropped', async () => {
    const { peer, add, list, admin, hub } = await open('max_attempts = 1');
    peer.answer = () => 'reject';
    await add('a');
    await add('b');
    await eventually(async () => expect(await list('dead')).toHaveLength(2));
    const [b, a] = (await list('dead')) as [ProtonQueueEntry, ProtonQueueEntry];
    expect(a).toMatchObject({ address: 'package.add', attempts: 1, state: 'dead' });
    expect(a.last_error).toContain('told to reject');
    expect(await admin.call<ProtonQueueStats>('getProtonQueueStats')).toMatchObject({ queued: 0, dead: 2 });
    expect((await hub.hub.metrics()).text).toContain('protonmsg_queue_messages{state="dead"} 2');

    await expect(admin.call('retryProtonMessages', [['nosuch']])).rejects.toThrow(
      'no message dead with id nosuch',
    );
    await expect(admin.call('dropProtonMessages', [[b.message_id, 'x']])).rejects.toThrow('with id x');
    expect(await admin.call('dropProtonMessages', [[b.message_id]])).toBe(1);
    peer.answer = () => 'accept';
    expect(await admin.call('retryProtonMessages', [null])).toBe(1);
    await eventually(() => expect(peer.accepted.map(({ id }) => id)).toEqual([a.message_id]));
    await eventually(async () => expect(await list('sent')).toHaveLength(1));
    expect(await list('dead')).toEqual([]);
    expect(await list('dropped')).toMatchObject([{ message_id: b.message_id }]);
  });

  it('are dropped from the queue, and flushed out of their pauses', async () => {
    const { peer, add, list, admin, hub } = await open('max_attempts = 100');
    await peer.stop();
    for (const name of ['a', 'b']) await add(name);
    await eventually(async () => expect(await list()).toHaveLength(2));
    const [a, b] = (await list()) as [ProtonQueueEntry, ProtonQueueEntry];
    expect(await admin.call('dropProtonMessages', [[a.message_id]])).toBe(1);
    await peer.listen();
    expect(await admin.call('flushProtonQueue')).toBe(1);
    await eventually(() => expect(peer.accepted.map(({ id }) => id)).toEqual([b.message_id]));
    await eventually(async () => expect(await queued(hub)).toEqual([]));
  });

  it('are replayed since a message or a time, with those that wait at the end', async () => {
    const { peer, add, list, replay } = await open();
    for (const name of ['a', 'b', 'c']) await add(name);
    await eventually(async () => expect(await list('sent')).toHaveLength(3));
    const first = await replay({ limit: 2 });
    expect(first.more).toBe(true);
    expect(first.messages.map(({ message_id: id }) => id)).toEqual(
      peer.accepted.slice(0, 2).map(({ id }) => id),
    );
    expect(first.messages[0]!.body).toBe(peer.accepted[0]!.body);
    await peer.stop();
    await add('d');
    await eventually(async () => expect(await list()).toHaveLength(1));
    const rest = await replay({ since_id: first.cursor });
    expect(rest.messages.map(({ props, state }) => [props['package'], state])).toEqual([
      ['c', 'sent'],
      ['d', 'queued'],
    ]);
    await peer.listen();
    await eventually(async () => expect(await list('sent')).toHaveLength(4));
    const last = await replay({ since_id: rest.cursor });
    expect(last.messages.map(({ message_id: id }) => id)).toEqual([rest.messages[1]!.message_id]);
    expect((await replay({ since_time: 0 })).messages).toHaveLength(4);
    expect((await replay({ since_time: Date.now() / 1000 + 60 })).messages).toEqual([]);
    await expect(replay({ since_id: 'nosuch' })).rejects.toThrow('is kept');
    await expect(replay({ since_id: 'a', since_time: 1 })).rejects.toThrow('not both');
    await expect(replay({ limit: 0 })).rejects.toThrow('limit must be from 1 to 1000');
  });
});
