/**
 * Names for prepared statements. A text is named when it is seen the second time, so that texts which are used once
 * (long lists of values) do not crowd out the ones that come with every request.
 */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private readonly seen = new Set<string>();

  constructor(private readonly limit = 1000) {}

  /** The name to prepare under, or undefined when the statement should stay unnamed. */
  nameOf(text: string): string | undefined {
    const name = this.names.get(text);
    if (name !== undefined) return name;
    if (this.names.size >= this.limit) return undefined;
    if (!this.seen.delete(text)) {
      if (this.seen.size >= this.limit) this.seen.clear();
      this.seen.add(text);
      return undefined;
    }
    const fresh = `kojikit_${this.names.size + 1}`;
    this.names.set(text, fresh);
    return fresh;
  }
}
