import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Outcome } from './broker/broker-session.js';
import type { Entry } from './queue/entry.js';
import type { QueueNumbers } from './queue/queue-numbers.js';

/** The numbers of this plugin at `/metrics`. */
export interface BusMetrics {
  settled(entry: Entry, outcome: Outcome, milliseconds: number): void;
  dead(): void;
  expired(count: number): void;
  lost(count: number): void;
  broker(name: string, open: boolean): void;
}

/** @param numbers reads the queue; asked once per scrape. */
export function createBusMetrics(registry: Registry, numbers: () => Promise<QueueNumbers>): BusMetrics {
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const sent = new Counter({
    name: 'protonmsg_messages_sent_total',
    help: 'Messages that a broker has accepted, by kind of event',
    labelNames: ['type'],
    registers,
  });
  const failed = new Counter({
    name: 'protonmsg_deliveries_failed_total',
    help: 'Deliveries that a broker did not accept; the message is tried again',
    labelNames: ['outcome'],
    registers,
  });
  const dead = counter('protonmsg_messages_dead_total', 'Messages put aside after too many refusals');
  const expired = counter('protonmsg_messages_expired_total', 'Messages that grew older than max_age unsent');
  const lost = counter('protonmsg_messages_lost_total', 'Messages that were not sent while the queue is off');
  const seconds = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60];
  const answer = new Histogram({
    name: 'protonmsg_answer_seconds',
    help: 'Time from sending a message to the answer of the broker',
    buckets: seconds,
    registers,
  });
  const delay = new Histogram({
    name: 'protonmsg_delay_seconds',
    help: 'Time from the event to the broker having accepted its message',
    buckets: [...seconds, 600, 3600],
    registers,
  });
  const connected = new Gauge({
    name: 'protonmsg_broker_connected',
    help: 'Whether this process is connected to the broker',
    labelNames: ['broker'],
    registers,
  });
  const oldest = new Gauge({
    name: 'protonmsg_queue_oldest_age_seconds',
    help: 'Age of the oldest queued message, 0 when there is none',
    // All processes of a hub see the same queue.
    aggregator: 'max',
    registers,
  });
  new Gauge({
    name: 'protonmsg_queue_messages',
    help: 'Messages by state: queued, or dead and waiting for a decision',
    labelNames: ['state'],
    aggregator: 'max',
    registers,
    async collect() {
      const { queued, dead: putAside, oldestAge } = await numbers();
      this.set({ state: 'queued' }, queued);
      this.set({ state: 'dead' }, putAside);
      oldest.set(oldestAge);
    },
  });
  /** A counter that is asked for by its label costs more than all else that is counted of a message. */
  const sentOf = new Map<string, Counter.Internal>();
  const countSent = (type: string) => {
    let counted = sentOf.get(type);
    if (counted === undefined) sentOf.set(type, (counted = sent.labels(type)));
    counted.inc();
  };
  return {
    settled(entry, outcome, milliseconds) {
      answer.observe(milliseconds / 1000);
      if (outcome.kind !== 'accepted') return failed.inc({ outcome: outcome.kind });
      countSent(String(entry.props['type']));
      delay.observe(Math.max(0, Date.now() - entry.created) / 1000);
    },
    dead: () => dead.inc(),
    expired: (count) => expired.inc(count),
    lost: (count) => lost.inc(count),
    broker: (name, open) => connected.set({ broker: name }, open ? 1 : 0),
  };
}
