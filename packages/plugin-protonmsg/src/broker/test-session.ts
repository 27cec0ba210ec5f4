import type { WorkerContext } from '@kojikit/hub-core/plugin';
import type { ProtonmsgConfig } from '../config.js';
import { CLOSED_BY_US, type BrokerSession } from './broker-session.js';

/** Koji's test mode: no connection; messages count as accepted but for a percentage that counts as not sent. */
export function testSession({ broker }: ProtonmsgConfig, log: WorkerContext['log']): BrokerSession {
  let end: () => void = () => undefined;
  const ended = new Promise<{ reason: string; protested: boolean }>((resolve) => {
    end = () => resolve({ reason: CLOSED_BY_US, protested: false });
  });
  return {
    name: 'test mode',
    window: 1000,
    ended,
    send(entry, settle) {
      const failed = Math.random() * 100 < broker.test_mode_fail;
      if (!failed) log.debug({ address: entry.address, props: entry.props }, 'test mode: skipped a message');
      setImmediate(() =>
        settle(failed ? { kind: 'unsent', reason: 'test mode: simulated failure' } : { kind: 'accepted' }),
      );
    },
    close: async () => end(),
  };
}
