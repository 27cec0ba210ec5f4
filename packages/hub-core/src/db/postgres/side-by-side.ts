import type { Result } from '../engine.js';
import type { SentBefore, SentStatement } from './prepared-query.js';

/** A statement that somebody waits for, and was not sent yet. */
export interface Waiting {
  readonly sent: SentStatement;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** Runs a statement behind others, in one round trip. */
export type RunBehind = (sent: SentStatement, before: readonly SentBefore[]) => Promise<Result>;

/**
 * Statements of one request that are asked at the same time, before any of them has an answer: they go out in one round trip, in the
 * order in which they were asked.
 */
export class SideBySide {
  private waiting: Waiting[] = [];

  /** @param run is told what to send: at the latest when nobody goes on any more without an answer. */
  constructor(private readonly run: RunBehind) {}

  ask(waiting: Waiting): void {
    if (this.waiting.push(waiting) === 1) process.nextTick(() => this.send());
  }

  /** Sends them now, before what must come behind. */
  send(): void {
    const joined = this.waiting.map((one) => new Joined(one));
    this.waiting = [];
    const last = joined.pop();
    if (last === undefined) return;
    this.run(last.sent, joined).then(last.done, (error: unknown) => {
      const unanswered = [...joined, last].filter(({ answered }) => !answered);
      // Nothing was run behind one that has failed; each of those is asked by itself then. What failed before all of them is told to all.
      const alone = joined.some(({ refused }) => refused);
      for (const one of unanswered) {
        if (alone) this.run(one.sent, []).then(one.done, one.reject);
        else one.reject(error);
      }
    });
  }
}

/** One of several. */
class Joined implements SentBefore {
  readonly statement: SentStatement['statement'];
  readonly text: string;
  readonly parameters: SentStatement['parameters'];
  answered = false;
  /** Whether the server has refused this one itself. */
  refused = false;

  constructor(private readonly waiting: Waiting) {
    const { statement, text, parameters } = waiting.sent;
    this.statement = statement;
    this.text = text;
    this.parameters = parameters;
  }

  get sent(): SentStatement {
    return this.waiting.sent;
  }

  readonly done = (result: Result): void => {
    this.answered = true;
    this.waiting.resolve(result);
  };

  readonly failed = (error: unknown, own: boolean): void => {
    if (!own) return;
    this.answered = true;
    this.refused = true;
    this.waiting.reject(error);
  };

  readonly reject = (error: unknown): void => this.waiting.reject(error);
}
