import type { Sql } from 'sql-template-tag';
import type { HistoryTable } from './history-tables.js';

/** A table's history being put together: what to select, from where, and which tables are joined under which alias. */
export interface HistoryQuery {
  readonly table: HistoryTable;
  readonly columns: Record<string, Sql>;
  readonly joins: Sql[];
  readonly aliases: Map<string, string>;
}
