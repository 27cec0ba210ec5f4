import type { Knex } from 'knex';
import { buildIndex } from './build-table.js';
import type { Index } from './table.js';

/** Adds indexes, by their names, to a table that is there. Columns that an index carries along are not known here. */
export async function createIndexes(
  knex: Knex,
  table: string,
  indexes: Readonly<Record<string, Omit<Index, 'include'>>>,
): Promise<void> {
  await knex.schema.alterTable(table, (builder) => {
    for (const [name, index] of Object.entries(indexes)) buildIndex(knex, builder, name, index);
  });
}
