import type { NamedStatement, Parameters, SentBefore, SentStatement } from './prepared-query.js';

/** The word that begins a transaction. */
export const BEGIN = 'BEGIN';

/** A word such as BEGIN or SAVEPOINT. */
class Word implements SentBefore {
  readonly statement: NamedStatement | undefined;
  readonly text: string;
  readonly parameters: Parameters;
  readonly rowless = true;

  constructor({ statement, text, parameters }: SentStatement) {
    this.statement = statement;
    this.text = text;
    this.parameters = parameters;
  }
}

/**
 * What a transaction has asked for and was not sent yet: words such as BEGIN, and writes whose answer nobody waits for. They go out
 * with the next statement, or not at all when they are taken back before it.
 */
export class Unsent {
  private statements: readonly SentBefore[] = [];

  addWords(words: readonly SentStatement[]): void {
    this.statements = [...this.statements, ...words.map((word) => new Word(word))];
  }

  add(statement: SentBefore): void {
    this.statements = [...this.statements, statement];
  }

  /** Whether there is more than words. */
  get writes(): boolean {
    return this.statements.some((one) => !(one instanceof Word));
  }

  /** All of them, which are forgotten here. */
  take(): readonly SentBefore[] {
    const { statements } = this;
    this.statements = [];
    return statements;
  }

  /** Before COMMIT: whether nothing was sent and nothing is to be, so that there is nothing to commit. What there is is forgotten then. */
  endsUnsent(): boolean {
    if (this.writes || !this.begins) return false;
    this.statements = [];
    return true;
  }

  /** Takes back what ROLLBACK or ROLLBACK TO a savepoint undoes. Returns whether nothing that it undoes was ever sent. */
  undo(word: string): boolean {
    const savepoint = /^ROLLBACK TO (.*)$/.exec(word)?.[1];
    const from = savepoint === undefined ? 0 : this.placeOf(savepoint);
    const unsent = savepoint === undefined ? this.begins : from >= 0;
    // What was sent is older than all of these.
    const undone = this.statements.slice(Math.max(from, 0));
    this.statements = this.statements.slice(0, Math.max(from, 0));
    for (const one of undone) one.failed?.(new Error('Taken back before it was sent'), false);
    return unsent;
  }

  private get begins(): boolean {
    return this.placeOf(BEGIN) >= 0;
  }

  private placeOf(word: string): number {
    return this.statements.findIndex((one) => one instanceof Word && one.text === word);
  }
}
