import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker, WorkerContext } from '@kojikit/hub-core/plugin';
import type { BrokerSession } from '../broker/broker-session.js';
import { Brokers } from '../broker/brokers.js';
import type { BusMetrics } from '../metrics.js';
import type { Entry } from '../queue/entry.js';
import { MemoryBacklog } from '../queue/memory-backlog.js';
import { MessageQueue } from '../queue/message-queue.js';
import { QueueBacklog } from '../queue/queue-backlog.js';
import type { Backlog } from './backlog.js';
import { backoff } from './backoff.js';
import { BUS_TOPIC, busKey, FLUSH_TOPIC, type Bus } from './bus.js';
import { pump, type PumpResult } from './pump.js';

/** Koji's lock of the queue: whoever sends from it has it, so that nothing is sent twice. */
const QUEUE_LOCK = 'protonmsg-plugin';

/** Milliseconds between two looks at a queue that others may have written to. */
const LOOK_AGAIN = 2000;
/** The same while another process is sending. */
const LOOK_AGAIN_BUSY = 100;
/** Milliseconds from the start of one round to the next: what comes in between shares its queries. */
const GATHER = 200;
const CLEAN_UP = 60_000;

/** Sends messages for as long as the hub runs. */
export const deliveryWorker: Worker = {
  name: 'protonmsg',
  run: (context) => new Delivery(context).run(),
};

class Delivery {
  private readonly bus: Bus;
  private readonly queue: MessageQueue;
  private readonly brokers: Brokers;
  private readonly metrics: BusMetrics;
  private cleaned = -Infinity;
  private databaseFailures = 0;

  constructor(private readonly context: WorkerContext) {
    const { database, log, state } = context;
    this.bus = state(busKey);
    this.queue = new MessageQueue(database);
    this.metrics = this.bus.metrics;
    this.brokers = new Brokers(this.bus.config, log, {
      connected: (name, open) => {
        this.bus.brokers.set(name, open);
        this.metrics.broker(name, open);
      },
    });
  }

  async run(): Promise<void> {
    const { stopping, signals, log } = this.context;
    while (!stopping.aborted) {
      const started = performance.now();
      const next = new AbortController();
      const stop = AbortSignal.any([stopping, next.signal]);
      // Listening starts before the work: what is announced meanwhile may have come too late for it.
      const news = signals.wait([BUS_TOPIC], 3600, stop);
      const flush = signals.wait([FLUSH_TOPIC], 3600, stop).then((wanted) => {
        if (wanted) this.brokers.hurry();
      });
      let pause = LOOK_AGAIN;
      try {
        pause = await this.round();
        this.databaseFailures = 0;
      } catch (error) {
        this.databaseFailures += 1;
        pause = backoff(this.databaseFailures, 10);
        log.error({ err: error }, 'messages cannot be sent now');
        // A message that was sent but not noted is sent again, with the same id.
      }
      const timer = setTimeout(() => next.abort(), pause);
      await news;
      clearTimeout(timer);
      next.abort();
      await flush;
      // The first message after a silence goes at once, those of a burst go together: each round costs a dozen queries.
      await sleep(GATHER - (performance.now() - started), undefined, { signal: stopping }).catch(
        () => undefined,
      );
    }
    await this.end();
  }

  /** Does what there is to do; answers milliseconds until it makes sense to look again. */
  private async round(): Promise<number> {
    const { enabled } = this.bus.config.queue;
    if (this.bus.memory.length > 0) await this.sendMemory();
    if (!enabled) return LOOK_AGAIN;
    const cleaning = performance.now() - this.cleaned >= CLEAN_UP;
    const waiting = await this.queue.hasRows();
    const session = waiting ? await this.brokers.open() : undefined;
    if (session === undefined && !cleaning) return this.pauseWithout(waiting);
    const hold = await this.context.database.hold(QUEUE_LOCK);
    if (hold === undefined) {
      this.context.log.debug('skipping db queue due to lock');
      return LOOK_AGAIN_BUSY;
    }
    try {
      if (cleaning) await this.expire();
      const pause = session === undefined ? this.pauseWithout(waiting) : await this.sendQueue(session);
      // Nobody waits for this, unlike for messages.
      if (cleaning) await this.prune();
      return pause;
    } finally {
      await hold.release();
    }
  }

  private async sendQueue(session: BrokerSession): Promise<number> {
    const backlog = new QueueBacklog(this.queue, this.bus.config, (entry, reason) =>
      this.died(entry, reason),
    );
    const { loss, unsettled } = await this.pump(session, backlog);
    if (loss !== undefined) {
      const [suspect, ...others] = unsettled;
      // With one message under way the protest can only be about that one.
      if (loss.protested && suspect !== undefined && others.length === 0) {
        await backlog.failed(suspect, { kind: 'refused', reason: loss.reason });
      }
      return Math.max(this.brokers.pause, 10);
    }
    return Math.min(LOOK_AGAIN, Math.max(backlog.nextDue - Date.now(), 10));
  }

  /** Milliseconds until it makes sense to look again when there is nothing to send, or nobody to send it to. */
  private pauseWithout(waiting: boolean): number {
    return waiting ? Math.min(LOOK_AGAIN, Math.max(this.brokers.pause, 10)) : LOOK_AGAIN;
  }

  /** Koji's way: send first, and queue what could not be sent. Nothing overtakes what is queued already. */
  private async sendMemory(): Promise<void> {
    const { enabled } = this.bus.config.queue;
    const entries = this.bus.memory.splice(0);
    let left: readonly Entry[] = entries;
    try {
      if (enabled && (await this.queue.hasRows())) return;
      const session = await this.brokers.open();
      if (session === undefined) return;
      const keep = enabled && this.bus.config.replay.keep > 0;
      const backlog = new MemoryBacklog(entries, async (sent) => {
        if (keep) await this.queue.noteSent(sent);
      });
      try {
        await this.pump(session, backlog);
      } finally {
        left = [...backlog.left];
      }
    } finally {
      if (left.length > 0) await this.keep(left);
    }
  }

  private async keep(entries: readonly Entry[]): Promise<void> {
    if (!this.bus.config.queue.enabled) {
      this.metrics.lost(entries.length);
      this.context.log.error(`could not send ${entries.length} messages. db queue disabled`);
      return;
    }
    try {
      await this.queue.add(entries);
    } catch (error) {
      // Without a database they stay in memory, in front of what came since.
      this.bus.memory.unshift(...entries);
      throw error;
    }
  }

  private async pump(session: BrokerSession, backlog: Backlog): Promise<PumpResult> {
    const { stopping } = this.context;
    return pump({
      session,
      backlog,
      stopping,
      batchSize: this.bus.config.queue.batch_size,
      careful: this.brokers.careful,
      observe: (entry, outcome, milliseconds) => {
        if (outcome.kind === 'accepted') this.brokers.worked();
        this.metrics.settled(entry, outcome, milliseconds);
      },
    });
  }

  private died(entry: Entry, reason: string): void {
    this.metrics.dead();
    const { messageId, address } = entry;
    this.context.log.error(
      { messageId, address, reason },
      'a message was refused too often and is put aside',
    );
  }

  /** Messages do not vanish silently: what is too old is counted and logged. */
  private async expire(): Promise<void> {
    const { max_age: hours } = this.bus.config.queue;
    const expired = await this.queue.expire(hours);
    if (expired === 0) return;
    this.metrics.expired(expired);
    this.context.log.error({ expired, hours }, 'messages were too old to be sent');
  }

  private async prune(): Promise<void> {
    await this.queue.prune(this.bus.config.replay.keep);
    this.cleaned = performance.now();
  }

  private async end(): Promise<void> {
    const left = this.bus.memory.splice(0);
    try {
      if (left.length > 0) await this.keep(left);
    } catch (error) {
      this.context.log.error({ err: error, lost: left.length }, 'messages in memory could not be queued');
    }
    await this.brokers.close();
  }
}
