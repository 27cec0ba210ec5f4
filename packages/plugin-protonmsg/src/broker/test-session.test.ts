import type { WorkerContext } from '@kojikit/hub-core/plugin';
import { expect, it } from 'vitest';
import { protonmsgConfig } from '../config.js';
import type { Entry } from '../queue/entry.js';
import type { Outcome } from './broker-session.js';
import { testSession } from './test-session.js';

const MESSAGES = 2000;

/** How many of the messages counted as sent, and lines of the log. */
async function send(percent: string): Promise<{ accepted: number; unsent: number; logged: number }> {
  const config = protonmsgConfig.parse({
    broker: {
      urls: 'amqp://nowhere.invalid',
      topic_prefix: 'koji',
      connect_timeout: '5',
      send_timeout: '5',
      test_mode: 'on',
      test_mode_fail: percent,
    },
  });
  let logged = 0;
  const log = { debug: () => (logged += 1) } as unknown as WorkerContext['log'];
  const session = testSession(config, log);
  const entry = { address: 'a.b', props: {}, body: '{}' } as Entry;
  const outcomes = await Promise.all(
    Array.from({ length: MESSAGES }, () => new Promise<Outcome>((resolve) => session.send(entry, resolve))),
  );
  const count = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
  return { accepted: count('accepted'), unsent: count('unsent'), logged };
}

it.each([
  ['0', 0, 0],
  // Thirteen standard deviations: a right share does not fail by chance.
  ['25', 0.12, 0.38],
  ['100', 1, 1],
])('test_mode_fail = %s leaves that share of messages unsent', async (percent, least, most) => {
  const { accepted, unsent, logged } = await send(percent);
  expect(accepted + unsent).toBe(MESSAGES);
  expect(unsent).toBeGreaterThanOrEqual(least * MESSAGES);
  expect(unsent).toBeLessThanOrEqual(most * MESSAGES);
  expect(logged).toBe(accepted);
});
