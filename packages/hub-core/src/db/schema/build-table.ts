import type { Knex } from 'knex';
import { quoted } from '../identifier.js';
import type { Column } from './columns.js';
import type { Condition, ForeignKey, Index, Table } from './table.js';
import { engineOf, schemaWords } from './words.js';

/**
 * The statements that make a table and its indexes. Constraints have the names that PostgreSQL gives those without one, as
 * in Koji's own schema.
 */
export function buildTable(knex: Knex, table: Table): Knex.SchemaBuilder {
  const schema = knex.schema.createTable(table.name, (builder) => {
    for (const [name, column] of Object.entries(table.columns))
      buildColumn(knex, builder, table, name, column);
    buildRules(knex, builder, table);
    for (const [name, index] of Object.entries(table.indexes ?? {})) buildIndex(knex, builder, name, index);
  });
  for (const [name, index] of Object.entries(table.indexes ?? {})) {
    if (index.include) schema.raw(coveringIndex(knex, table.name, name, index));
  }
  return schema;
}

function buildColumn(
  knex: Knex,
  builder: Knex.CreateTableBuilder,
  { name: table }: Table,
  name: string,
  column: Column,
): void {
  if (column.type === 'serial') return void builder.increments(name);
  const built = builder.specificType(name, column.type);
  if (!column.nullable) built.notNullable();
  const value = defaultOf(knex, column);
  if (value !== undefined) built.defaultTo(knex.raw(value));
  if (column.primaryKey) builder.primary([name], `${table}_pkey`);
  if (column.unique) builder.unique([name], { indexName: `${table}_${name}_key` });
  if (column.check !== undefined) builder.check(column.check, undefined, `${table}_${name}_check`);
  if (column.references !== undefined) {
    const foreign = builder
      .foreign(name, `${table}_${name}_fkey`)
      .references('id')
      .inTable(column.references);
    if (column.deferrable) foreign.deferrable('immediate');
  }
}

function defaultOf(knex: Knex, column: Column): string | undefined {
  const value = column.default;
  if (value === undefined) return undefined;
  if (typeof value === 'object') return schemaWords(knex)[value.computed];
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  // The catalog shows a default as it was written, and Koji writes `1.0`.
  return typeof value === 'number' && column.type === 'FLOAT' ? value.toFixed(1) : String(value);
}

function buildRules(knex: Knex, builder: Knex.CreateTableBuilder, table: Table): void {
  const named = (columns: readonly string[], kind: string) => [table.name, ...columns, kind].join('_');
  for (const [name, condition] of Object.entries(table.checks ?? {})) {
    builder.check(conditionFor(knex, condition), undefined, name);
  }
  if (table.primaryKey) builder.primary(table.primaryKey, `${table.name}_pkey`);
  for (const columns of table.unique ?? []) builder.unique(columns, { indexName: named(columns, 'key') });
  for (const [indexName, columns] of Object.entries(table.namedUnique ?? {})) {
    builder.unique(columns, { indexName });
  }
  for (const key of table.foreignKeys ?? []) buildForeignKey(builder, named(key.columns, 'fkey'), key);
}

function buildForeignKey(
  builder: Knex.CreateTableBuilder,
  name: string,
  { columns, table, references, onUpdateCascade }: ForeignKey,
): void {
  const foreign = builder.foreign(columns, name).references(references).inTable(table);
  if (onUpdateCascade) foreign.onUpdate('CASCADE');
}

/** Adds an index to a table that is made or changed; not one that carries columns along. */
export function buildIndex(knex: Knex, builder: Knex.TableBuilder, indexName: string, index: Index): void {
  if (index.include) return;
  const predicate = index.where === undefined ? undefined : knex.queryBuilder().whereRaw(index.where);
  if (index.unique) builder.unique(index.on, { indexName, predicate, useConstraint: false });
  else builder.index(index.on.map(keyOf(knex)), indexName, { predicate });
}

const keyOf =
  (knex: Knex) =>
  (key: string): string | Knex.Raw =>
    key.startsWith('(') ? knex.raw(key) : key;

/* knex has no word for columns that an index carries along. */
function coveringIndex(knex: Knex, table: string, name: string, { on, include = [] }: Index): string {
  const keys = on.map((key) => (key.startsWith('(') ? key : quoted(key))).join(', ');
  const carried = schemaWords(knex).coveringIndexes ? ` INCLUDE (${include.map(quoted).join(', ')})` : '';
  return `CREATE INDEX ${quoted(name)} ON ${quoted(table)} (${keys})${carried}`;
}

function conditionFor(knex: Knex, condition: Condition): string {
  return typeof condition === 'string' ? condition : condition[engineOf(knex)];
}
