import type { Result } from '../engine.js';
import type { Reject, SentBefore, SentStatement } from './prepared-query.js';

/** A statement that somebody waits for, and was not sent yet. Which rows it has is known to who waits. */
export interface Waiting {
  readonly sent: SentStatement;
  readonly resolve: (result: Result<never>) => void;
  readonly reject: Reject;
}

/** Runs a statement behind others, in one round trip. */
export type RunBehind = (sent: SentStatement, before: readonly SentBefore[]) => Promise<Result<never>>;

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
    const failed: Reject = (error) => {
      const unanswered = [...joined, last].filter(({ answered }) => !answered);
      // Nothing was run behind one that has failed; each of those is asked by itself then. What failed before all of them is told to all.
      const alone = joined.some(({ refused }) => refused);
      for (const one of unanswered) {
        if (alone) this.run(one.sent, []).then(one.done, one.reject);
        else one.reject(error);
      }
    };
    this.run(last.sent, joined).then(last.done, failed);
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

  get reject(): Reject {
    return this.waiting.reject;
  }

  readonly done = (result: Result<never>): void => {
    this.answered = true;
    this.waiting.resolve(result);
  };

  readonly failed: NonNullable<SentBefore['failed']> = (error, own) => {
    if (!own) return;
    this.answered = true;
    this.refused = true;
    this.waiting.reject(error);
  };
}
