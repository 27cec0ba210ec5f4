import type Driver from 'better-sqlite3';
import type { Statement } from '../statement.js';
import { bind } from './values.js';

/** Rows of all tables of a read that are looked through in no time. */
const FEW = 10_000;
/** Statements of which is remembered what they do. */
const MOST_STATEMENTS = 500;

/** Asks for the highest number of a row. */
type LastRow = Driver.Statement<[], { readonly last: number | null }>;

const NAMES = /\b(?:FROM|JOIN)\s+["`]?(\w+)/gi;

/**
 * Tells which reads may take long before they have their first row: those that sort, or look through a table, where there
 * are many rows. The others find their rows by an index, or are done sooner than a thread could be asked.
 */
export class LongReads {
  /** The tables of a statement that looks through any of them; none of one that does not. */
  private readonly statements = new Map<string, readonly string[]>();
  private readonly counts = new Map<string, LastRow | undefined>();

  constructor(private readonly driver: Driver.Database) {}

  has(query: Statement): boolean {
    let rows = 0;
    for (const table of this.tablesOf(query)) rows += this.rowsOf(table);
    return rows > FEW;
  }

  private tablesOf({ sql: text, values }: Statement): readonly string[] {
    let tables = this.statements.get(text);
    if (tables === undefined) {
      const plan = this.driver.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`);
      const long = plan.all(...values.map(bind)).some(({ detail }) => /TEMP B-TREE|^SCAN /.test(detail));
      tables = long ? [...new Set([...text.matchAll(NAMES)].map(([, name]) => name!))] : [];
      if (this.statements.size >= MOST_STATEMENTS) this.statements.clear();
      this.statements.set(text, tables);
    }
    return tables;
  }

  /* The highest number of a row is found at once, where counting would look through the table. */
  private rowsOf(table: string): number {
    if (!this.counts.has(table)) this.counts.set(table, this.prepareCount(table));
    return this.counts.get(table)?.get()?.last ?? 0;
  }

  private prepareCount(table: string): LastRow | undefined {
    try {
      return this.driver.prepare<[], { readonly last: number | null }>(
        `SELECT max(rowid) AS last FROM "${table}"`,
      );
    } catch {
      // No table: the name of a part of the statement itself, or a table function.
      return undefined;
    }
  }
}
