import type { Row } from './database.js';

/**
 * A row of nothing but nulls, for each row of a read to begin as a copy of.
 *
 * An object that gets more than a dozen members one by one, under names that are computed, becomes a hash table in V8: all
 * that is done with it later, encoding above all, takes several times as long. One that is parsed or copied does not.
 */
export function emptyRow(names: readonly string[]): Row {
  return JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null])))) as Row;
}
