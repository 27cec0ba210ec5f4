import { randomUUID } from 'node:crypto';
import type { Database } from '../db/database.js';
import type { Relay } from '../db/relay.js';

const KIND = 'changed:';

/** The topic of {@link Signals.changed}. */
export const changesOf = (kind: string): string => `${KIND}${kind}`;

/** Milliseconds between two messages to the other processes: each is a commit of the database, and there may be hundreds a second. */
const MESSAGES_APART = 20;

/**
 * Who waits for what. Long-poll calls wait on a topic; operations announce topics after their commit. Other processes on
 * the same database are told and heard where the engine can carry that; a message may get lost, so waiters also look
 * again now and then.
 */
export class Signals {
  private readonly waiters = new Map<string, Set<() => void>>();
  private readonly listeners: { readonly prefix: string; readonly hear: (rest: string) => void }[] = [];
  private relay: Relay | undefined;
  private readonly process = randomUUID().slice(0, 8);
  private readonly counts = new Map<string, number>();
  /** What the other processes are told next. */
  private readonly untold = new Set<string>();
  private lastTold = -Infinity;
  private telling: NodeJS.Timeout | undefined;

  /** From now on other processes on the database are told and heard, where its engine can carry that. */
  connect(database: Pick<Database, 'relay'>): void {
    this.relay ??= database.relay((topic) => this.wake(topic));
  }

  /** From now on `hear` is told the rest of every topic that begins with the prefix. */
  listen(prefix: string, hear: (rest: string) => void): void {
    this.listeners.push({ prefix, hear });
  }

  /** Wakes everybody who waits for the topic. */
  announce(topic: string): void {
    this.wake(topic);
    // Where the text itself is the news, it is told at once and as often as it is announced.
    if (this.listeners.some(({ prefix }) => topic.startsWith(prefix))) this.relay?.announce(topic);
    else this.tell(topic);
  }

  /**
   * Stands for everything that this process has heard about kinds of things, see {@link changed}: another text as soon as
   * there is more. What another process has given differs from it.
   */
  revision(kinds: readonly string[]): string {
    return [this.process, ...kinds.map((kind) => this.counts.get(kind) ?? 0)].join('-');
  }

  /** Announces that something of a kind was made or changed: `task` or `build`. */
  changed(kind: string): void {
    this.announce(changesOf(kind));
  }

  async close(): Promise<void> {
    clearTimeout(this.telling);
    this.tellAll();
    await this.relay?.close();
  }

  /** Wakes who waits in this process, for news that are no business of the others. */
  announceHere(topic: string): void {
    this.wake(topic);
  }

  /* At once when nothing was told for a while, else together with what is announced until then. */
  private tell(topic: string): void {
    if (this.relay === undefined) return;
    this.untold.add(topic);
    const pause = this.lastTold + MESSAGES_APART - performance.now();
    this.telling ??= setTimeout(() => this.tellAll(), Math.max(pause, 0));
  }

  private tellAll(): void {
    this.telling = undefined;
    if (this.untold.size > 0) this.lastTold = performance.now();
    for (const topic of this.untold) this.relay?.announce(topic);
    this.untold.clear();
  }

  private wake(topic: string): void {
    if (topic.startsWith(KIND)) {
      const kind = topic.slice(KIND.length);
      this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    }
    for (const { prefix, hear } of this.listeners)
      if (topic.startsWith(prefix)) hear(topic.slice(prefix.length));
    const waiting = this.waiters.get(topic);
    if (waiting === undefined) return;
    this.waiters.delete(topic);
    for (const wake of waiting) wake();
  }

  /** Resolves true when one of the topics is announced, false after `seconds` or when `signal` aborts. */
  wait(topics: readonly string[], seconds: number, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (answer: boolean) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        for (const topic of topics) this.forget(topic, wake);
        resolve(answer);
      };
      const wake = () => finish(true);
      const giveUp = () => finish(false);
      const timer = setTimeout(giveUp, seconds * 1000);
      signal?.addEventListener('abort', giveUp, { once: true });
      for (const topic of topics) this.remember(topic, wake);
      if (signal?.aborted) giveUp();
    });
  }

  private remember(topic: string, wake: () => void): void {
    const waiting = this.waiters.get(topic);
    if (waiting) waiting.add(wake);
    else this.waiters.set(topic, new Set([wake]));
  }

  private forget(topic: string, wake: () => void): void {
    const waiting = this.waiters.get(topic);
    if (waiting?.delete(wake) && waiting.size === 0) this.waiters.delete(topic);
  }
}
