import type { ProtonmsgConfig } from '../config.js';
import type { Outcome } from '../broker/broker-session.js';
import { backoff } from '../delivery/backoff.js';
import type { Backlog } from '../delivery/backlog.js';
import type { Entry } from './entry.js';
import type { MessageQueue } from './message-queue.js';

/** One walk through the queue table, from its oldest row on. */
export class QueueBacklog implements Backlog {
  /** When the earliest of the messages that wait is due, in milliseconds since 1970. */
  nextDue = Infinity;
  private last = 0;

  constructor(
    private readonly queue: MessageQueue,
    private readonly config: ProtonmsgConfig,
    private readonly onDead: (entry: Entry, reason: string) => void,
  ) {}

  async next(limit: number): Promise<Entry[]> {
    const entries = await this.queue.after(this.last, limit);
    this.last = entries.at(-1)?.queueId ?? this.last;
    for (const { notBefore } of entries) this.dueAt(notBefore);
    return entries;
  }

  accepted(entries: readonly Entry[]): Promise<void> {
    return this.queue.finish(entries.map(rowOf), 'sent', this.config.replay.keep > 0);
  }

  async failed(entry: Entry, outcome: Exclude<Outcome, { kind: 'accepted' }>): Promise<'waits' | 'dead'> {
    const counts = outcome.kind === 'refused';
    const attempts = entry.attempts + (counts ? 1 : 0);
    const next = Date.now() + backoff(attempts + 1, this.config.queue.max_backoff);
    await this.queue.refuse(rowOf(entry), outcome.reason, next, counts);
    if (counts && attempts >= this.config.queue.max_attempts) {
      await this.queue.finish([rowOf(entry)], 'dead', true);
      this.onDead(entry, outcome.reason);
      return 'dead';
    }
    this.dueAt(next);
    return 'waits';
  }

  private dueAt(time: number | undefined): void {
    if (time !== undefined && time > Date.now()) this.nextDue = Math.min(this.nextDue, time);
  }
}

function rowOf({ queueId }: Entry): number {
  if (queueId === undefined) throw new Error('a message of the queue has no row');
  return queueId;
}
