import type { Changes, Database, Transaction } from '../db/database.js';
import { readBody, type AnswerBody } from '../rpc/answer-body.js';
import { KnownNames } from './known-names.js';
import { Looks } from './looks.js';

/** An answer as it is sent. */
export type Answer = Buffer | AnswerBody;

/** What became of a call whose answer may be kept. */
export type Outcome = 'kept' | 'changed' | 'made';

/** Bytes of a call that are remembered. */
const LONGEST_CALL = 2048;
/** How often a call is made before its answer is kept, and after one was kept in vain. */
const FIRST_ASKED = 1;
const ASKED_AGAIN = 8;
/** Calls that are counted. */
const MOST_COUNTED = 4096;
/** The part of all that one answer may take: a quarter. */
const LARGEST_PART = 4;
/** What an answer takes beside its bytes, about. */
const ENTRY = 1024;

interface Kept {
  readonly body: Buffer;
  readonly tables: readonly string[];
  /** The number of a look at the changes that was over before it was read. */
  readonly look: number;
  /** Whether it was of use. */
  used: boolean;
}

/**
 * Answers of calls that are made again and again, kept as the bytes that were sent. Before one is sent again the database is
 * asked whether any of the tables that it was read from has changed since: it notes that itself, whoever makes a change, so a kept
 * answer is what the call would answer now. Where changes are not noted nothing is kept.
 */
export class KeptAnswers {
  private readonly answers = new Map<string, Kept>();
  /** How often calls are to be made until their answers are kept. */
  private readonly waiting = new Map<string, number>();
  private readonly names = new KnownNames();
  private readonly changes: Changes | undefined;
  private readonly looks: Looks | undefined;
  private size = 0;

  /**
   * @param database which is asked for changes.
   * @param limit bytes of all that is kept; 0 keeps nothing.
   * @param observe is told of every call whose answer might be kept.
   */
  constructor(
    database: Database,
    private readonly limit: number,
    private readonly observe: (outcome: Outcome) => void = () => undefined,
  ) {
    this.changes = database.dialect.changes;
    this.looks = this.changes && new Looks(database, this.changes);
  }

  /** Whether the answer to a call would be kept here, if it may be. */
  takes(call: Buffer): boolean {
    return this.looks !== undefined && this.limit > 0 && call.length <= LONGEST_CALL;
  }

  /**
   * The kept answer to a call when it still holds, else what `make` answers. That must follow from the call and from the rows
   * that `db` reads, and from nothing else.
   * @param call the call as it came: only the same bytes are the same call.
   */
  async answer(db: Transaction, call: Buffer, make: () => Promise<Answer>): Promise<Answer> {
    const { changes, looks } = this;
    if (changes === undefined || looks === undefined || db.dirty || !this.takes(call)) return make();
    const key = call.toString('latin1');
    const kept = this.answers.get(key);
    if (kept === undefined && !this.isDue(key)) {
      this.observe('made');
      return make();
    }
    const look = await looks.look();
    if (kept !== undefined && looks.unchangedSince(kept.look, kept.tables)) {
      this.observe('kept');
      return this.use(key, Object.assign(kept, { used: true }));
    }
    this.forget(key);
    this.observe(kept === undefined ? 'made' : 'changed');
    // What changes as often as it is asked for is not worth a look each time.
    if (kept?.used === false) {
      this.wait(key, ASKED_AGAIN);
      return make();
    }
    return this.keep(db, changes, key, look, make);
  }

  /* The look lies before all that is read: what changes while it is read, too, is seen by a later one. */
  private async keep(
    db: Transaction,
    changes: Changes,
    key: string,
    look: number,
    make: () => Promise<Answer>,
  ): Promise<Answer> {
    const texts = db.noteAsked();
    const answer = await make();
    // An answer that is there goes out, also when what it would be kept by is not to be had.
    const learning = db.dirty ? undefined : this.names.tablesOf(db, changes, [...texts]);
    const tables = await learning?.catch(() => undefined);
    if (tables === undefined || ENTRY + answer.length > this.limit / LARGEST_PART) {
      this.wait(key, ASKED_AGAIN);
      return answer;
    }
    const body = apart(await readBody(answer));
    this.use(key, { look, body, tables, used: false });
    return body;
  }

  /* Whether a call was made often enough. */
  private isDue(key: string): boolean {
    const left = this.waiting.get(key) ?? FIRST_ASKED;
    if (left > 0) this.wait(key, left - 1);
    else this.waiting.delete(key);
    return left === 0;
  }

  private wait(key: string, times: number): void {
    if (this.waiting.size >= MOST_COUNTED) this.waiting.clear();
    this.waiting.set(key, times);
  }

  /* Puts an answer last in the order in which they go. */
  private use(key: string, kept: Kept): Buffer {
    this.forget(key);
    this.answers.set(key, kept);
    this.size += ENTRY + key.length + kept.body.length;
    for (const oldest of this.answers.keys()) {
      if (this.size <= this.limit) break;
      this.forget(oldest);
    }
    return kept.body;
  }

  private forget(key: string): void {
    const kept = this.answers.get(key);
    if (kept === undefined) return;
    this.answers.delete(key);
    this.size -= ENTRY + key.length + kept.body.length;
  }
}

/* Short ones share their memory with others, all of which would be kept with them. */
function apart(body: Buffer): Buffer {
  if (body.buffer.byteLength === body.length) return body;
  const own = Buffer.allocUnsafeSlow(body.length);
  own.set(body);
  return own;
}
