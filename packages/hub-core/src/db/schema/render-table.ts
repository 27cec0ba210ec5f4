import type { Dialect, SchemaWords } from '../database.js';
import { quoted } from '../identifier.js';
import type { Column } from './columns.js';
import type { Condition, ForeignKey, Index, Table } from './table.js';

/** The statements that make a table and its indexes. */
export function renderTable(table: Table, dialect: Dialect): string {
  const lines = [
    ...Object.entries(table.columns).map(([name, column]) => renderColumn(name, column, dialect.schema)),
    ...renderRules(table, dialect),
  ];
  const indexes = Object.entries(table.indexes ?? {}).map(([name, index]) =>
    renderIndex(table.name, name, index, dialect.schema),
  );
  return [`CREATE TABLE ${quoted(table.name)} (\n  ${lines.join(',\n  ')}\n)`, ...indexes, ''].join(';\n');
}

function renderColumn(name: string, column: Column, words: SchemaWords): string {
  if (column.type === 'serial') return `${quoted(name)} ${words.serialPrimaryKey}`;
  const value = renderDefault(column, words);
  return [
    quoted(name),
    column.type,
    column.nullable ? '' : 'NOT NULL',
    value === undefined ? '' : `DEFAULT ${value}`,
    column.primaryKey ? 'PRIMARY KEY' : '',
    column.unique ? 'UNIQUE' : '',
    column.check === undefined ? '' : `CHECK (${column.check})`,
    column.references === undefined ? '' : `REFERENCES ${quoted(column.references)} (id)`,
    column.deferrable ? 'DEFERRABLE' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function renderDefault(column: Column, words: SchemaWords): string | undefined {
  const value = column.default;
  if (value === undefined) return undefined;
  if (typeof value === 'object') return words[value.computed];
  // The catalog shows a default as it was written, and Koji writes `1.0`.
  return typeof value === 'number' && column.type === 'FLOAT' ? value.toFixed(1) : literal(value);
}

function renderRules(table: Table, dialect: Dialect): string[] {
  return [
    ...Object.entries(table.checks ?? {}).map(
      ([name, condition]) => `CONSTRAINT ${quoted(name)} CHECK (${conditionFor(condition, dialect)})`,
    ),
    ...(table.primaryKey ? [`PRIMARY KEY (${columnList(table.primaryKey)})`] : []),
    ...(table.unique ?? []).map((columns) => `UNIQUE (${columnList(columns)})`),
    ...Object.entries(table.namedUnique ?? {}).map(
      ([name, columns]) => `CONSTRAINT ${quoted(name)} UNIQUE (${columnList(columns)})`,
    ),
    ...(table.foreignKeys ?? []).map(renderForeignKey),
  ];
}

function renderForeignKey({ columns, table, references, onUpdateCascade }: ForeignKey): string {
  const target = `REFERENCES ${quoted(table)} (${columnList(references)})`;
  return `FOREIGN KEY (${columnList(columns)}) ${target}${onUpdateCascade ? ' ON UPDATE CASCADE' : ''}`;
}

function renderIndex(table: string, name: string, index: Index, words: SchemaWords): string {
  const keys = index.on.map((key) => (key.startsWith('(') ? key : quoted(key))).join(', ');
  const include = index.include && words.coveringIndexes ? ` INCLUDE (${columnList(index.include)})` : '';
  const where = index.where === undefined ? '' : ` WHERE ${index.where}`;
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${quoted(name)} ON ${quoted(table)} (${keys})${include}${where}`;
}

function conditionFor(condition: Condition, dialect: Dialect): string {
  return typeof condition === 'string' ? condition : condition[dialect.name];
}

function columnList(columns: readonly string[]): string {
  return columns.map(quoted).join(', ');
}

/** A constant as SQL. */
export function literal(value: string | number | boolean | null): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value ?? 'NULL');
}
