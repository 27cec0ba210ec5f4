import { setImmediate as turn } from 'node:timers/promises';
import type { BrokerSession, Loss, Outcome } from '../broker/broker-session.js';
import { objectOf } from '../messages/message.js';
import type { Entry } from '../queue/entry.js';
import type { Backlog } from './backlog.js';

/** Milliseconds that messages under way get when the hub stops. */
const STOP_PATIENCE = 2000;

/**
 * Messages that are sent in one turn of the event loop. What is sent in a turn leaves at its end: with a whole window at
 * once the broker would have nothing to do while we form it, and we nothing while the broker answers.
 */
const SEND_MANY = 64;

/** Accepted messages that are noted at once; each noting is a transaction of its own. */
const NOTE_MANY = 500;
/** Milliseconds that an accepted message waits at most for others to be noted with it. */
const NOTE_WITHIN = 100;

export interface PumpOptions {
  readonly session: BrokerSession;
  readonly backlog: Backlog;
  /** How many messages are read at once. */
  readonly batchSize: number;
  /** One message at a time. */
  readonly careful: boolean;
  readonly stopping: AbortSignal;
  /** Told of every outcome, with milliseconds from sending to it. */
  observe(entry: Entry, outcome: Outcome, milliseconds: number): void;
}

/** How a pump run ended: everything that is due was sent, the connection went, or the hub stops. */
export interface PumpResult {
  readonly loss: Loss | undefined;
  /** Messages that were under way when the connection went: the broker may have them or not. */
  readonly unsettled: readonly Entry[];
}

/**
 * Sends a backlog over one connection. Many messages are under way at once, but only one of each object: the next of an
 * object goes when the broker has accepted the one before. When one is refused, later ones of its object stay behind.
 */
export async function pump(options: PumpOptions): Promise<PumpResult> {
  return new Pump(options).run();
}

class Pump {
  /** Messages under way, and when they were sent. */
  private readonly underWay = new Map<Entry, number>();
  /** Objects with a message under way, and what waits behind it. */
  private readonly lanes = new Map<string, Entry[]>();
  /** Objects whose earlier message was refused. */
  private readonly blocked = new Set<string>();
  private waiting = 0;
  /** Messages that were read, and go when there is room among those under way. */
  private readonly ready: Entry[] = [];
  private reading: Promise<void> | undefined;
  /** Whether the backlog had no more. */
  private exhausted = false;
  private accepted: Entry[] = [];
  private refused: { entry: Entry; outcome: Exclude<Outcome, { kind: 'accepted' }> }[] = [];
  private noting: Promise<void> | undefined;
  /** Runs while accepted messages wait to be noted. */
  private noteTimer: NodeJS.Timeout | undefined;
  /** Whether one of them has waited long enough. */
  private noteDue = false;
  private failure: { error: unknown } | undefined;
  private loss: Loss | undefined;
  private wake: () => void = () => undefined;
  private readonly fail = (error: unknown): void => {
    this.failure = { error };
  };

  constructor(private readonly options: PumpOptions) {}

  async run(): Promise<PumpResult> {
    const { session, stopping } = this.options;
    void session.ended.then((loss) => {
      this.loss = loss;
      this.wake();
    });
    const onStop = () => this.wake();
    stopping.addEventListener('abort', onStop);
    try {
      await this.sendAll();
      await this.noteAll();
    } finally {
      stopping.removeEventListener('abort', onStop);
      clearTimeout(this.noteTimer);
    }
    return { loss: this.loss, unsettled: [...this.underWay.keys()] };
  }

  private async sendAll(): Promise<void> {
    const { stopping } = this.options;
    while (this.loss === undefined && !stopping.aborted) {
      if (this.failure !== undefined) throw this.failure.error;
      const progress = new Promise<void>((resolve) => (this.wake = resolve));
      const offered = this.offerReady();
      this.readAhead();
      const idle = this.underWay.size === 0 && this.reading === undefined && this.ready.length === 0;
      this.note(idle);
      if (idle && this.exhausted && this.noting === undefined && this.refused.length === 0) return;
      await (offered > 0 ? turn() : progress);
    }
    if (stopping.aborted) await this.settleBeforeStop();
  }

  /** Returns how many messages it has taken from those that are ready. */
  private offerReady(): number {
    const room = this.window - this.waiting - this.underWay.size;
    const taken = this.ready.splice(0, Math.min(SEND_MANY, Math.max(room, 0)));
    for (const entry of taken) this.offer(entry);
    return taken.length;
  }

  /** Reads the next messages while those before are under way, so that the broker never waits for the database. */
  private readAhead(): void {
    if (this.reading !== undefined || this.exhausted || this.ready.length >= this.batch) return;
    this.reading = this.read()
      .catch(this.fail)
      .finally(() => {
        this.reading = undefined;
        this.wake();
      });
  }

  private async read(): Promise<void> {
    const limit = this.batch;
    const entries = await this.options.backlog.next(limit);
    this.ready.push(...entries);
    // What came in between is for the next round; to ask for it now would cost every round a query more.
    this.exhausted = entries.length < limit;
  }

  /** How many messages are read at once. The next are read when fewer wait to be sent, so there are never twice as many. */
  private get batch(): number {
    return Math.min(this.options.batchSize, this.window);
  }

  private get window(): number {
    return this.options.careful ? 1 : this.options.session.window;
  }

  private offer(entry: Entry): void {
    const object = objectOf(entry);
    if (this.blocked.has(object)) return;
    if (entry.notBefore !== undefined && entry.notBefore > Date.now()) {
      this.blocked.add(object);
      return;
    }
    const lane = this.lanes.get(object);
    if (lane !== undefined) {
      lane.push(entry);
      this.waiting += 1;
    } else {
      this.lanes.set(object, []);
      this.send(entry, object);
    }
  }

  private send(entry: Entry, object: string): void {
    this.underWay.set(entry, performance.now());
    this.options.session.send(entry, (outcome) => this.settle(entry, object, outcome));
  }

  private settle(entry: Entry, object: string, outcome: Outcome): void {
    const sent = this.underWay.get(entry);
    if (sent === undefined) return;
    this.underWay.delete(entry);
    this.options.observe(entry, outcome, performance.now() - sent);
    if (outcome.kind === 'accepted') {
      this.accepted.push(entry);
      this.noteTimer ??= setTimeout(() => {
        this.noteDue = true;
        this.wake();
      }, NOTE_WITHIN);
      this.advance(object);
    } else {
      this.refused.push({ entry, outcome });
    }
    this.wake();
  }

  /** The next message of the object goes, unless the hub stops. */
  private advance(object: string): void {
    const lane = this.lanes.get(object);
    const following = this.options.stopping.aborted ? undefined : lane?.shift();
    if (following === undefined) {
      this.waiting -= lane?.length ?? 0;
      this.lanes.delete(object);
      return;
    }
    this.waiting -= 1;
    this.send(following, object);
  }

  /** Writes outcomes down, beside the sending: in batches while more are to come, and soon; at once when told to. */
  private note(now: boolean): void {
    if (this.noting !== undefined) return;
    const enough = this.accepted.length >= NOTE_MANY || this.refused.length > 0;
    if (!enough && !((now || this.noteDue) && this.accepted.length > 0)) return;
    this.noting = this.write()
      .catch(this.fail)
      .finally(() => {
        this.noting = undefined;
        this.wake();
      });
  }

  private async write(): Promise<void> {
    const { backlog } = this.options;
    const accepted = this.accepted;
    const refused = this.refused;
    clearTimeout(this.noteTimer);
    this.noteTimer = undefined;
    this.noteDue = false;
    this.accepted = [];
    this.refused = [];
    if (accepted.length > 0) await backlog.accepted(accepted);
    for (const { entry, outcome } of refused) {
      const object = objectOf(entry);
      if ((await backlog.failed(entry, outcome)) === 'dead') {
        this.advance(object);
        continue;
      }
      this.blocked.add(object);
      this.waiting -= this.lanes.get(object)?.length ?? 0;
      this.lanes.delete(object);
    }
  }

  private async noteAll(): Promise<void> {
    await Promise.all([this.reading, this.noting]);
    if (this.failure !== undefined) throw this.failure.error;
    if (this.accepted.length > 0 || this.refused.length > 0) await this.write();
  }

  private async settleBeforeStop(): Promise<void> {
    const deadline = Date.now() + STOP_PATIENCE;
    while (this.underWay.size > 0 && this.loss === undefined && Date.now() < deadline) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now());
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
