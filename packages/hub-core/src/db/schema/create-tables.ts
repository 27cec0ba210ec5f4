import type { Queries } from '../database.js';
import { renderTable } from './render-table.js';
import type { Table } from './table.js';

/** Makes tables with their indexes, in the given order. */
export async function createTables(db: Queries, tables: readonly Table[]): Promise<void> {
  await db.script(tables.map((table) => renderTable(table, db.dialect)).join('\n'));
}
