import { randomUUID } from 'node:crypto';
import { eachDatabase, type OpenHub, type TestHub } from '@kojikit/testing';
import sql, { join, Sql } from 'sql-template-tag';
import { expect, it } from 'vitest';
import type { ProtonQueueStats, Replay } from '../src/api.js';
import plugin from '../src/hub.js';
import { MessageQueue, siteOf } from '../src/queue/message-queue.js';
import { conf, metrics, queued } from './helpers.js';

interface Kept {
  readonly messageId: string;
  readonly queueId?: number;
  readonly state?: string;
  /** Seconds since 1970. */
  readonly ended?: number;
}

const open = (openHub: OpenHub): Promise<TestHub> =>
  openHub({
    config: '[hub]\nPlugins = protonmsg\nHousekeeping = off\n',
    plugins: [plugin],
    pluginConfig: { 'protonmsg.conf': conf('amqp://localhost:1') },
  });

const keep = ({ database }: TestHub, messages: readonly Kept[]) =>
  database.transaction(async (db) => {
    for (const { messageId, queueId, state = 'sent', ended } of messages) {
      await db.insert('kojikit_messages', {
        message_id: messageId,
        queue_id: queueId,
        state,
        address: 'a.b',
        props: '{}',
        body: '{}',
      });
      if (ended === undefined) continue;
      const end = db.dialect.moment(ended);
      await db.run(sql`UPDATE kojikit_messages SET ended = ${end} WHERE message_id = ${messageId}`);
    }
  });

const read = async <T>({ database }: TestHub, query: Sql): Promise<T[]> => {
  const db = database.open();
  return db.column<T>(query).finally(() => db.release());
};

const replayed = async (hub: TestHub, since: Record<string, unknown>): Promise<string[]> => {
  const { messages } = await hub.anonymous.call<Replay>('replayProtonMessages', [], since);
  return messages.map(({ message_id: id }) => id);
};

eachDatabase('messages that are kept', (openHub, engine) => {
  it('are found by ids of every form, and what followed them is returned', async () => {
    const hub = await open(openHub);
    const site = (await read<string>(hub, sql`SELECT site FROM kojikit_message_site`))[0]!;
    const messages: Kept[] = [
      { messageId: `${site}-1`, queueId: 1 },
      { messageId: randomUUID() },
      { messageId: randomUUID(), queueId: 3 },
      { messageId: `${randomUUID()}-4`, queueId: 4 },
      { messageId: `${randomUUID()}-4`, queueId: 5 },
      { messageId: `${site}-06`, queueId: 6 },
      { messageId: '6d5f4e1c-7d5a-4b7c-9a55-00000000007', queueId: 7 },
      { messageId: 'of-an-other-kind-', queueId: 8 },
      { messageId: '9', queueId: 9 },
      { messageId: `${site}-99999999999999999999`, queueId: 10 },
      { messageId: `${site}-2147483647`, queueId: 2147483647 },
      { messageId: 'the last' },
    ];
    await keep(hub, messages);
    const ids = messages.map(({ messageId }) => messageId);
    for (const [place, id] of ids.entries())
      expect(await replayed(hub, { since_id: id })).toEqual(ids.slice(place + 1));
    for (const id of [`${site}-2`, `x-1`, `${site}-2147483648`, `${site}-11`, site, '']) {
      await expect(replayed(hub, { since_id: id })).rejects.toThrow('is kept');
    }
  });

  it('are replayed since the last time that one of them was sent', async () => {
    const hub = await open(openHub);
    await keep(
      hub,
      ['x-1', 'x-2', 'x-1', 'x-3'].map((messageId) => ({ messageId, queueId: Number(messageId.slice(2)) })),
    );
    expect(await replayed(hub, { since_id: 'x-1' })).toEqual(['x-3']);
  });

  it('are replayed since a time in the order of sending, though the clock was set back between them', async () => {
    const hub = await open(openHub);
    await keep(hub, [
      { messageId: 'a', ended: 1000 },
      { messageId: 'b', ended: 1010 },
      { messageId: 'c', ended: 1005 },
      { messageId: 'd', ended: 1020 },
    ]);
    expect(await replayed(hub, { since_time: 1005 })).toEqual(['b', 'c', 'd']);
    expect(await replayed(hub, { since_time: 1011 })).toEqual(['d']);
    expect(await replayed(hub, { since_time: 1021 })).toEqual([]);
  });

  it('are counted by how they ended', async () => {
    const hub = await open(openHub);
    const admin = await hub.as('kojiadmin');
    const kept = async () => (await admin.call<ProtonQueueStats>('getProtonQueueStats')).kept;
    expect(await kept()).toEqual({});
    await keep(
      hub,
      ['sent', 'sent', 'dead', 'expired', 'dropped', 'dropped'].map((state) => ({
        messageId: randomUUID(),
        state,
      })),
    );
    expect(await kept()).toEqual({ sent: 2, expired: 1, dropped: 2 });
    expect(await metrics(hub, 'protonmsg_queue_messages{state="dead"}')).toEqual([
      'protonmsg_queue_messages{state="dead"} 1',
    ]);
  });

  it.each([10, 300])(
    'are those that were sent and no others, whether these follow each other or not (%i)',
    async (many) => {
      const hub = await open(openHub);
      const range = (first: number, count: number) =>
        Array.from({ length: count }, (nothing, more) => first + more);
      const all = range(1, 4 * many);
      await hub.database.transaction(async (db) => {
        const rows = all.map((id) => sql`(${id}, 'a.b', '{}', '{}')`);
        await db.run(sql`INSERT INTO proton_queue (id, address, props, body) VALUES ${join(rows)}`);
      });
      const queue = new MessageQueue(hub.database);
      const site = await hub.database.transaction((db) => siteOf(db));
      const ended: number[] = [];
      const steps = [
        range(1, many).reverse(),
        range(many + 2, many),
        // One is missing, and one of another place makes up for it.
        [...range(2 * many + 3, many), 4 * many],
        [many + 1],
        [3 * many + 3, 2 * many + 2],
      ];
      for (const ids of steps) {
        await queue.finish(ids, 'sent', true);
        ended.push(...[...ids].sort((one, other) => one - other));
        expect((await queued(hub)).map(({ id }) => id)).toEqual(all.filter((id) => !ended.includes(id)));
      }
      expect(await read<string>(hub, sql`SELECT message_id FROM kojikit_messages ORDER BY id`)).toEqual(
        ended.map((id) => `${site}-${id}`),
      );
    },
  );

  // SQLite keeps no figures of its tables, so that its plans are those for any number of rows.
  if (engine === 'sqlite') {
    it.each<[string, (hub: TestHub) => Promise<unknown>]>([
      ['what followed a message', (hub) => replayed(hub, { since_id: 'x-1' })],
      ['what followed a time', (hub) => replayed(hub, { since_time: 1 })],
      ['dead ones', async (hub) => (await hub.as('kojiadmin')).call('listProtonMessages', ['dead'])],
      ['those to retry', async (hub) => (await hub.as('kojiadmin')).call('retryProtonMessages', [['x-2']])],
      ['those to drop', async (hub) => (await hub.as('kojiadmin')).call('dropProtonMessages', [['x-2']])],
      ['numbers for monitoring', (hub) => hub.hub.metrics()],
      ['what is too old', (hub) => new MessageQueue(hub.database).prune(1)],
    ])('have an index for %s', async (what, act) => {
      const hub = await open(openHub);
      await keep(hub, [
        { messageId: 'x-1', queueId: 1 },
        { messageId: 'x-2', queueId: 2, state: 'dead' },
      ]);
      const asked = (await hub.queriesOf(() => act(hub))).filter((text) => text.includes('kojikit_messages'));
      expect(asked).not.toEqual([]);
      for (const text of asked) {
        const pieces = `EXPLAIN QUERY PLAN ${text}`.split('?');
        const plan = await hub.database.transaction((db) =>
          db.all<{ detail: string }>(new Sql(pieces, Array(pieces.length - 1).fill(1))),
        );
        expect(plan.filter(({ detail }) => detail.startsWith('SCAN kojikit_messages'))).toEqual([]);
      }
    });
  }
});
