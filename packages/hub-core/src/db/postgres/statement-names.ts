import type { NamedStatement } from './prepared-query.js';

/**
 * Names for prepared statements. A text is named when it is seen the second time, so that texts which are used once
 * (long lists of values) do not crowd out the ones that come with every request.
 */
export class StatementNames {
  private readonly named = new Map<string, NamedStatement>();
  private readonly seen = new Set<string>();

  constructor(private readonly limit = 1000) {}

  /** The statement to prepare, or undefined when the text should stay unnamed. */
  statementOf(text: string): NamedStatement | undefined {
    const statement = this.named.get(text);
    if (statement !== undefined) return statement;
    if (this.named.size >= this.limit) return undefined;
    if (!this.seen.delete(text)) {
      if (this.seen.size >= this.limit) this.seen.clear();
      this.seen.add(text);
      return undefined;
    }
    const fresh = { name: `kojikit_${this.named.size + 1}` };
    this.named.set(text, fresh);
    return fresh;
  }
}
