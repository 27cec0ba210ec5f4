import { defineHubPlugin, keywords, method, permission, read } from '@kojikit/hub-core/plugin';
import { GenericError } from '@kojikit/protocol';
import { eachDatabase, type OpenHub, type TestHub } from '@kojikit/testing';
import { AmqpPeer, type AmqpPeerOptions, type PeerAnswer } from '@kojikit/testing/amqp';
import sql from 'sql-template-tag';
import { expect, it, onTestFinished, vi } from 'vitest';
import plugin from '../src/hub.js';
import { conf, eventually, isSending, queued } from './helpers.js';

async function startPeer(options?: AmqpPeerOptions): Promise<AmqpPeer> {
  const peer = await AmqpPeer.start(options);
  onTestFinished(() => peer.stop());
  return peer;
}

type Sections = Parameters<typeof conf>[1];

const open = async (
  openHub: OpenHub,
  urls: string,
  sections?: Sections,
  before: (hub: TestHub) => Promise<void> = async () => undefined,
) => {
  const hub = await openHub({
    config: '[hub]\nPlugins = protonmsg\nHousekeeping = off\n',
    plugins: [plugin],
    pluginConfig: { 'protonmsg.conf': conf(urls, sections) },
  });
  const admin = await hub.as('kojiadmin');
  await admin.call('createTag', ['t']);
  await before(hub);
  hub.hub.start();
  const add = (name: string) => admin.call('packageListAdd', ['t', name, 'alice']);
  const block = (name: string) => admin.call('packageListBlock', ['t', name]);
  return { hub, admin, add, block };
};

const packages = (peer: AmqpPeer) => peer.accepted.map(({ properties }) => properties['package']);
const isEmpty = (hub: TestHub) => eventually(async () => expect(await queued(hub)).toEqual([]));

eachDatabase('delivery', (openHub) => {
  for (const mode of ['outbox', 'fallback']) {
    it(`sends what was committed, once, with id, durable mark, type and time (${mode})`, async () => {
      const peer = await startPeer();
      const { hub, add, admin } = await open(openHub, peer.url, {
        queue: `mode = ${mode}`,
        message: 'ttl = 60',
      });
      await add('a');
      await expect(add('a')).resolves.toBeNull();
      await expect(admin.call('packageListAdd', ['nosuch', 'b', 'alice'])).rejects.toThrow('No such');
      await admin.call('makeTask', ['sleep', [1]]);
      await eventually(() => expect(peer.accepted).toHaveLength(2));
      const [first, second] = peer.accepted;
      expect(first).toMatchObject({
        address: 'topic://koji.package.add',
        durable: true,
        ttl: 60_000,
        contentType: 'application/json',
        properties: { type: 'PackageListChange', tag: 't', package: 'a', action: 'add', user: 'kojiadmin' },
      });
      expect(first!.created).toBeInstanceOf(Date);
      expect(JSON.parse(String(first!.body))).toMatchObject({ action: 'add', tag: { name: 't' } });
      expect(second).toMatchObject({
        address: 'topic://koji.task.free',
        properties: { id: 1, parent: null },
      });
      expect(new Set(peer.accepted.map(({ id }) => id)).size).toBe(2);
      await isEmpty(hub);
      expect(peer.connections).toBe(1);
    });

    it(`keeps what a broker that is away would have got, and sends it in order (${mode})`, async () => {
      const peer = await startPeer();
      await peer.stop();
      const { hub, add } = await open(openHub, peer.url, { queue: `mode = ${mode}` });
      for (const name of ['a', 'b', 'c']) await add(name);
      await eventually(async () => expect(await queued(hub)).toHaveLength(3));
      await peer.listen();
      await eventually(() => expect(packages(peer)).toEqual(['a', 'b', 'c']));
      await isEmpty(hub);
    });
  }

  it('says nothing of the failed call of a multicall', async () => {
    for (const mode of ['outbox', 'fallback']) {
      const peer = await startPeer();
      const { admin } = await open(openHub, peer.url, { queue: `mode = ${mode}` });
      const call = (methodName: string, ...params: unknown[]) => ({ methodName, params });
      await admin.call('multiCall', [
        [
          call('packageListAdd', 't', 'good', 'alice'),
          call('multiCall', []),
          call('massTag', 't', ['nosuch-1-1']),
          call('packageListAdd', 't', 'last', 'alice'),
        ],
      ]);
      await eventually(() => expect(packages(peer)).toEqual(['good', 'last']));
    }
  });

  it('says nothing of what a call did, with its event, before it failed', async () => {
    const failing = defineHubPlugin({
      name: 'failing',
      methods: [
        method('addAndFail', {
          params: { tag: read.text, package: read.text, ignored: keywords(read.struct) },
          access: permission('admin'),
          async handler(ctx, { tag, package: name }) {
            await ctx.call('packageListAdd', { taginfo: tag, pkginfo: name, owner: 'alice' });
            throw new GenericError('this call fails on purpose');
          },
        }),
      ],
    });
    for (const mode of ['outbox', 'fallback']) {
      const peer = await startPeer();
      const hub = await openHub({
        config: '[hub]\nPlugins = protonmsg failing\nHousekeeping = off\n',
        plugins: [plugin, failing],
        pluginConfig: { 'protonmsg.conf': conf(peer.url, { queue: `mode = ${mode}` }) },
      });
      const admin = await hub.as('kojiadmin');
      await admin.call('createTag', ['t']);
      hub.hub.start();
      const call = (methodName: string, name: string) => ({
        methodName,
        params: methodName === 'addAndFail' ? ['t', name] : ['t', name, 'alice'],
      });
      const answers = await admin.call<unknown[]>('multiCall', [
        [call('packageListAdd', 'good'), call('addAndFail', 'bad'), call('packageListAdd', 'last')],
      ]);
      expect(answers[1]).toMatchObject({ faultString: expect.stringContaining('fails on purpose') });
      await expect(admin.call('addAndFail', ['t', 'worse'])).rejects.toThrow('fails on purpose');
      await admin.call('packageListAdd', ['t', 'later', 'alice']);
      await eventually(() => expect(packages(peer)).toEqual(['good', 'last', 'later']));
      await isEmpty(hub);
      expect(packages(peer)).toEqual(['good', 'last', 'later']);
    }
  });

  const outcomes: PeerAnswer[] = [
    'reject',
    'release',
    'modify',
    'settle',
    'detach',
    'cut',
    'protest',
    'ignore',
  ];
  it.each(outcomes)(
    'sends again what a broker answered with: %s; later ones of the object wait',
    async (answer) => {
      const peer = await startPeer();
      peer.answer = (message, before) => (before === 0 ? answer : 'accept');
      const { hub, add, block } = await open(openHub, peer.url);
      await add('a');
      await block('a');
      await add('b');
      const ofA = () => peer.accepted.filter(({ properties }) => properties['package'] === 'a');
      await eventually(() => {
        expect(ofA().map(({ properties }) => properties['action'])).toEqual(['add', 'block']);
        expect(packages(peer)).toContain('b');
      });
      expect(peer.received[0]!.id).toBe(ofA()[0]!.id);
      await isEmpty(hub);
    },
  );

  it('puts a message aside that is refused again and again, and goes on with the next of its object', async () => {
    const peer = await startPeer();
    peer.answer = ({ properties }) => (properties['action'] === 'add' ? 'reject' : 'accept');
    const { hub, add, block } = await open(openHub, peer.url, { queue: 'max_attempts = 2' });
    await add('a');
    await block('a');
    await eventually(() => expect(peer.accepted).toHaveLength(1));
    expect(peer.received.map(({ properties }) => properties['action'])).toEqual(['add', 'add', 'block']);
    await isEmpty(hub);
  });

  it('finds the message that makes a broker end the connection, and puts that one aside', async () => {
    const peer = await startPeer();
    peer.answer = ({ properties }) => (properties['package'] === 'poison' ? 'protest' : 'accept');
    const { hub, add } = await open(openHub, peer.url, { queue: 'max_attempts = 2' });
    for (const name of ['a', 'poison', 'b']) await add(name);
    await eventually(() => expect(new Set(packages(peer))).toEqual(new Set(['a', 'b'])));
    await isEmpty(hub);
  });

  it('goes on with the next broker, and notices a link that lost its other half', async () => {
    const [first, second] = [await startPeer(), await startPeer()];
    await second.stop();
    const { hub, add } = await open(openHub, `${first.url} ${second.url}`);
    await add('a');
    await eventually(() => expect(packages(first)).toEqual(['a']));
    await second.listen();
    first.freeze();
    await add('b');
    await isSending(hub);
    await first.stop();
    await eventually(() => expect(packages(second)).toContain('b'));
  });

  it('answers calls while a broker says nothing at all', async () => {
    const mute = await startPeer({ mute: true });
    const { hub, add } = await open(openHub, mute.url);
    for (const name of ['a', 'b', 'c']) await add(name);
    expect(await queued(hub)).toHaveLength(3);
    await hub.hub.close();
  });

  it('answers calls while messages are under way to a broker that does not answer', async () => {
    for (const mode of ['outbox', 'fallback']) {
      const peer = await startPeer({ answer: () => 'ignore' });
      const { hub, add } = await open(openHub, peer.url, {
        queue: `mode = ${mode}`,
      });
      await add('a');
      await eventually(() => expect(peer.received).toHaveLength(1));
      // The worker holds the queue's lock now, and keeps it until the broker answers or the timeout has passed.
      for (const name of ['b', 'c', 'd']) await add(name);
      expect(peer.received).toHaveLength(1);
      expect(peer.connections).toBe(1);
      peer.answer = () => 'accept';
      peer.cut();
      await eventually(() => expect(new Set(packages(peer))).toEqual(new Set(['a', 'b', 'c', 'd'])));
      await isEmpty(hub);
    }
  });

  it('keeps what was in memory when the hub stops, under way or not sent yet', async () => {
    const peer = await startPeer({ answer: () => 'ignore' });
    const { hub, add } = await open(openHub, peer.url, { queue: 'mode = fallback' });
    await add('a');
    await eventually(() => expect(peer.received).not.toEqual([]));
    // This one is not sent: the first is under way alone.
    await add('b');
    await hub.hub.close();
    expect((await queued(hub)).map(({ props }) => props['package'])).toEqual(['a', 'b']);
  });

  it('leaves the queue alone while another process has the lock', async () => {
    const peer = await startPeer();
    const { hub, add } = await open(openHub, peer.url);
    let hold: Awaited<ReturnType<typeof hub.database.hold>>;
    await eventually(async () => {
      hold = await hub.database.hold('protonmsg-plugin');
      expect(hold).toBeDefined();
    });
    expect(await hub.database.hold('protonmsg-plugin')).toBeUndefined();
    await add('a');
    const tries = vi.spyOn(hub.database, 'hold');
    await eventually(() => expect(tries.mock.calls.length).toBeGreaterThan(2));
    expect(peer.received).toEqual([]);
    await hold!.release();
    await eventually(() => expect(packages(peer)).toEqual(['a']));
  });

  it('frees the lock when sending from the queue fails', async () => {
    const peer = await startPeer({ answer: () => 'cut' });
    const { hub, add } = await open(openHub, peer.url);
    await add('a');
    await eventually(() => expect(peer.received.length).toBeGreaterThan(1));
    await eventually(async () => {
      const hold = await hub.database.hold('protonmsg-plugin');
      expect(hold).toBeDefined();
      await hold?.release();
    });
    peer.answer = () => 'accept';
    await isEmpty(hub);
  });

  it('frees the lock, and sends the message again, when the database fails while one is noted as sent', async () => {
    const peer = await startPeer();
    const { hub, add } = await open(openHub, peer.url);
    const rename = (from: string, to: string) =>
      hub.database.transaction((db) => db.script(`ALTER TABLE ${from} RENAME TO ${to}`));
    await add('first');
    await isEmpty(hub);
    await rename('kojikit_messages', 'elsewhere');
    await add('a');
    await eventually(() => expect(packages(peer)).toEqual(['first', 'a', 'a']));
    await eventually(async () => {
      const hold = await hub.database.hold('protonmsg-plugin');
      expect(hold).toBeDefined();
      await hold?.release();
    });
    expect(await queued(hub)).toHaveLength(1);
    await rename('elsewhere', 'kojikit_messages');
    await isEmpty(hub);
    expect(new Set(peer.received.map(({ id }) => id)).size).toBe(2);
  });

  it('sends nothing while the table of locks is away; the locks of SQLite are files', async () => {
    const peer = await startPeer();
    const { hub, add } = await open(openHub, peer.url);
    const rename = (from: string, to: string) =>
      hub.database.transaction((db) => db.script(`ALTER TABLE ${from} RENAME TO ${to}`));
    await rename('locks', 'elsewhere');
    await add('a');
    if (hub.engine === 'postgresql') {
      const tries = vi.spyOn(hub.database, 'hold');
      await eventually(() => expect(tries.mock.calls.length).toBeGreaterThan(1));
      expect(peer.received).toEqual([]);
      expect(await queued(hub)).toHaveLength(1);
      await rename('elsewhere', 'locks');
    }
    await eventually(() => expect(packages(peer)).toEqual(['a']));
    await isEmpty(hub);
  });

  it.each(['max_age = 1', 'age = 1', 'age = 9\nmax_age = 1'])(
    'ends what grew too old, with a trace and a count (%s)',
    async (queue) => {
      const peer = await startPeer();
      const { hub } = await open(openHub, peer.url, { queue }, async ({ database }) => {
        await database.transaction((db) =>
          db.run(sql`INSERT INTO proton_queue (created_ts, address, props, body)
                   VALUES (${db.dialect.moment(Date.now() / 1000 - 7200)}, 'a.b', '{"type":"X"}', '{}')`),
        );
      });
      await isEmpty(hub);
      expect(peer.received).toEqual([]);
      expect((await hub.hub.metrics()).text).toContain('protonmsg_messages_expired_total 1');
      const db = hub.database.open();
      expect(await db.all(sql`SELECT state, address FROM kojikit_messages`)).toEqual([
        { state: 'expired', address: 'a.b' },
      ]);
      await db.release();
    },
  );

  it('reads hundreds of messages at once, and sends them before it forgets old ones', async () => {
    const peer = await startPeer();
    const hub = await openHub({
      config: '[hub]\nPlugins = protonmsg\nHousekeeping = off\n',
      plugins: [plugin],
      pluginConfig: { 'protonmsg.conf': conf(peer.url) },
    });
    await hub.database.transaction(async (db) => {
      for (let index = 0; index < 400; index += 1)
        await db.run(
          sql`INSERT INTO proton_queue (address, props, body) VALUES (${`a.${index}`}, '{}', '{}')`,
        );
      await db.run(sql`
        INSERT INTO kojikit_messages (message_id, state, ended, address, props, body)
        VALUES ('old', 'sent', ${db.dialect.moment(0)}, 'a.b', '{}', '{}')`);
    });
    const kept = async () => {
      const db = hub.database.open();
      return db.column<string>(sql`SELECT message_id FROM kojikit_messages`).finally(() => db.release());
    };
    const asked = await hub.queriesOf(async () => {
      hub.hub.start();
      await eventually(async () => {
        const ids = await kept();
        expect(ids).toHaveLength(400);
        expect(ids).not.toContain('old');
      });
    });
    expect(
      asked.filter((text) => /FROM proton_queue q .* ORDER BY/s.test(text) && !/INSERT/.test(text)),
    ).toHaveLength(1);
    const first = (pattern: RegExp) => asked.findIndex((text) => pattern.test(text));
    expect(first(/delete from .?kojikit_messages/i)).toBeGreaterThan(first(/insert into kojikit_messages/i));
  });

  it('sends what the filter lets through', async () => {
    const peer = await startPeer();
    const filter =
      'events = package.* task.*\nexclude_events = package.block\ntags = t\nexclude_methods = sleep';
    const { add, block, admin } = await open(openHub, peer.url, { filter });
    await admin.call('createTag', ['other']);
    await admin.call('packageListAdd', ['other', 'x', 'alice']);
    await add('a');
    await block('a');
    await admin.call('makeTask', ['sleep', [1]]);
    await admin.call('makeTask', ['fork', [1]]);
    await eventually(() => expect(peer.accepted).toHaveLength(2));
    expect(peer.accepted.map(({ address }) => address)).toEqual([
      'topic://koji.package.add',
      'topic://koji.task.free',
    ]);
    expect(peer.accepted[1]!.properties['method']).toBe('fork');
  });

  it('queues in test mode only what counted as not sent', async () => {
    const all = await open(openHub, 'amqp://nowhere.invalid', {
      broker: 'test_mode = on\ntest_mode_fail = 100',
      queue: 'mode = fallback',
    });
    await all.add('a');
    await eventually(async () => expect(await queued(all.hub)).toHaveLength(1));
    const none = await open(openHub, 'amqp://nowhere.invalid', { broker: 'test_mode = on' });
    await none.add('a');
    await isEmpty(none.hub);
  });
});
