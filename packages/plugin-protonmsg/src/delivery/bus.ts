import { randomUUID } from 'node:crypto';
import { stateKey, type PluginStart } from '@kojikit/hub-core/plugin';
import type { ProtonmsgConfig } from '../config.js';
import type { Message } from '../messages/message.js';
import { createBusMetrics, type BusMetrics } from '../metrics.js';
import type { Entry } from '../queue/entry.js';
import { readQueueNumbers } from '../queue/queue-numbers.js';

/** What requests and the worker of one hub share. */
export interface Bus {
  readonly config: ProtonmsgConfig;
  readonly metrics: BusMetrics;
  /** Messages of committed calls that nothing was tried with yet; only used without the outbox. */
  readonly memory: Entry[];
  /** Brokers that this process has tried, by name: whether it is connected to them. */
  readonly brokers: Map<string, boolean>;
}

/** The topic that the worker waits on. */
export const BUS_TOPIC = 'protonmsg';

/** The topic that ends the worker's pauses. */
export const FLUSH_TOPIC = 'protonmsg:flush';

/** The bus of the hub that a request or the worker belongs to. */
export const busKey = stateKey<Bus>('protonmsg');

/** Makes the bus of a hub. Nothing is connected before the worker runs. */
export function startBus({ config, database, metrics, keep }: PluginStart<ProtonmsgConfig>): void {
  keep(busKey, {
    config,
    metrics: createBusMetrics(metrics, () => readQueueNumbers(database)),
    memory: [],
    brokers: new Map(),
  });
}

/** A message of a call that has committed, with an id of its own. */
export function entryOf(message: Message): Entry {
  return {
    ...message,
    messageId: randomUUID(),
    queueId: undefined,
    created: Date.now(),
    attempts: 0,
    notBefore: undefined,
  };
}
