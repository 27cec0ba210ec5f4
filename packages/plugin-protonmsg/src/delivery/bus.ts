import { randomUUID } from 'node:crypto';
import type { Context } from '@kojikit/hub-core/plugin';
import { protonmsgConfig, type ProtonmsgConfig } from '../config.js';
import type { Message } from '../messages/message.js';
import type { Entry } from '../queue/entry.js';

/** What requests and the worker of one hub share. */
export interface Bus {
  readonly config: ProtonmsgConfig;
  /** Messages of committed calls that nothing was tried with yet; only used without the outbox. */
  readonly memory: Entry[];
  /** Brokers that this process has tried, by name: whether it is connected to them. */
  readonly brokers: Map<string, boolean>;
}

/** The topic that the worker waits on. */
export const BUS_TOPIC = 'protonmsg';

/** The topic that ends the worker's pauses. */
export const FLUSH_TOPIC = 'protonmsg:flush';

/*
 * A plugin is one value for all hubs of a process, so what belongs to one hub is found by its configuration, which
 * every context carries. The hub keeps the configuration alive, and with it the entry here.
 */
const buses = new WeakMap<Context['config'], Bus>();

/** The bus of the hub that has this configuration. Throws ConfigError on first use when the plugin's file has mistakes. */
export function busOf(config: Context['config']): Bus {
  const known = buses.get(config);
  if (known !== undefined) return known;
  const bus: Bus = {
    config: config.pluginConfig('protonmsg', protonmsgConfig),
    memory: [],
    brokers: new Map(),
  };
  buses.set(config, bus);
  return bus;
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
