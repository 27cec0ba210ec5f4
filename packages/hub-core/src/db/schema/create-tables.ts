import type { Knex } from 'knex';
import { buildTable } from './build-table.js';
import type { Table } from './table.js';

/** Makes tables with their indexes, in the given order. */
export async function createTables(knex: Knex, tables: readonly Table[]): Promise<void> {
  for (const table of tables) await buildTable(knex, table);
}
