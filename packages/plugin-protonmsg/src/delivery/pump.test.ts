import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { BrokerSession, Outcome } from '../broker/broker-session.js';
import type { Entry } from '../queue/entry.js';
import type { Backlog } from './backlog.js';
import { pump } from './pump.js';

const entryOf = (id: number): Entry => ({
  address: 'task.open',
  props: { type: 'TaskStateChange', id },
  body: '{}',
  messageId: `site-${id}`,
  queueId: id,
  created: 0,
  attempts: 0,
  notBefore: undefined,
});

/** A queue of so many messages of as many objects, and a broker that answers when told to. */
function setUp(messages: number, window: number, batchSize = 2) {
  const left = [...Array(messages).keys()].map((index) => entryOf(index + 1));
  const [sent, noted]: [number[], number[]] = [[], []];
  const underWay: ((outcome: Outcome) => void)[] = [];
  const backlog: Backlog = {
    next: async (limit) => left.splice(0, limit),
    accepted: async (entries) => void noted.push(...entries.map(({ queueId }) => queueId!)),
    failed: async () => 'waits',
  };
  const session: BrokerSession = {
    name: 'broker',
    window,
    send(entry, settle) {
      sent.push(entry.queueId!);
      underWay.push(settle);
    },
    ended: new Promise(() => undefined),
    close: async () => undefined,
  };
  const run = (careful = false) =>
    pump({
      session,
      backlog,
      batchSize,
      careful,
      stopping: new AbortController().signal,
      observe: () => undefined,
    });
  const acceptNext = () => underWay.shift()!({ kind: 'accepted' });
  return { left, sent, noted, underWay, run, acceptNext };
}

describe('a pump', () => {
  it('has the next messages at hand while as many as may be are under way, and no more of them', async () => {
    const { left, sent, noted, underWay, run, acceptNext } = setUp(7, 2);
    const ended = run();
    await turn();
    expect(sent).toEqual([1, 2]);
    expect(left.map(({ queueId }) => queueId)).toEqual([5, 6, 7]);
    while (sent.length < 7) {
      acceptNext();
      await turn();
      expect(underWay.length).toBeLessThanOrEqual(2);
    }
    while (underWay.length > 0) acceptNext();
    expect(await ended).toEqual({ loss: undefined, unsettled: [] });
    expect(sent).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(noted).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('sends a part of what may be under way in each turn, so that the broker has the first while the others are formed', async () => {
    const { left, sent, run, acceptNext } = setUp(500, 1000, 500);
    const ended = run();
    await turn();
    expect(left).toEqual([]);
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length).toBeLessThan(250);
    while (sent.length < 500) await turn();
    for (let message = 0; message < 500; message += 1) acceptNext();
    expect((await ended).unsettled).toEqual([]);
  });

  it('reads ahead while messages wait to be sent, but never has two batches of them', async () => {
    const { left, sent, run, underWay, acceptNext } = setUp(1000, 1000, 100);
    const ended = run();
    let most = 0;
    while (sent.length < 1000) {
      await turn();
      most = Math.max(most, 1000 - left.length - sent.length);
    }
    expect(most).toBeGreaterThan(100);
    expect(most).toBeLessThan(200);
    while (underWay.length > 0) acceptNext();
    expect((await ended).unsettled).toEqual([]);
  });

  it('does not end before messages that are behind many that wait for their next attempt', async () => {
    const { left, sent, run, underWay, acceptNext } = setUp(500, 1000, 500);
    left.splice(0, 499, ...left.slice(0, 499).map((entry) => ({ ...entry, notBefore: Infinity })));
    const ended = run();
    for (let turns = 0; turns < 20; turns += 1) await turn();
    expect(sent).toEqual([500]);
    while (underWay.length > 0) acceptNext();
    expect((await ended).unsettled).toEqual([]);
  });

  it('has one message under way where it is careful', async () => {
    const { sent, underWay, run, acceptNext } = setUp(3, 1000);
    const ended = run(true);
    for (const expected of [[1], [1, 2], [1, 2, 3]]) {
      await turn();
      expect(sent).toEqual(expected);
      expect(underWay).toHaveLength(1);
      acceptNext();
    }
    expect((await ended).unsettled).toEqual([]);
  });
});
