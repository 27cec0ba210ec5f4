/**
 * Words such as BEGIN and SAVEPOINT that a transaction has asked for and no statement was sent after yet. They go out with the
 * next statement, or not at all when what they begin is ended before it.
 */
export class WordsBefore {
  private words: readonly string[] = [];

  add(words: readonly string[]): void {
    this.words = [...this.words, ...words];
  }

  /** All of them, which are forgotten here. */
  take(): readonly string[] {
    const { words } = this;
    this.words = [];
    return words;
  }

  /**
   * Forgets what the word of an end leaves without a meaning: COMMIT, ROLLBACK or ROLLBACK TO a savepoint. Returns whether nothing
   * that it ends was ever sent.
   */
  end(word: string): boolean {
    const words = this.take();
    const savepoint = /^ROLLBACK TO (.*)$/.exec(word)?.[1];
    if (savepoint === undefined) return words.includes('BEGIN');
    const place = words.indexOf(savepoint);
    if (place >= 0) this.words = words.slice(0, place);
    return place >= 0;
  }
}
