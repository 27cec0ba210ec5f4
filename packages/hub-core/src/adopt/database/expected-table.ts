import type { Column } from '../../db/schema/columns.js';
import type { Table } from '../../db/schema/table.js';

/** What PostgreSQL's catalog has to say of a table of Koji's. */
export interface ExpectedTable {
  readonly name: string;
  /** The type of each column, in the words of PostgreSQL. */
  readonly columns: ReadonlyMap<string, string>;
  /** Sets of columns that are unique, primary keys among them; columns by name, joined with commas. */
  readonly unique: readonly string[];
  /** Foreign keys as `columns -> table`. */
  readonly references: readonly string[];
  readonly checks: readonly string[];
  /** Indexes by name, with their columns where they have no expressions. */
  readonly indexes: ReadonlyMap<string, string | undefined>;
}

/** A table of Koji's as the catalog should describe it. */
export function expectedTable(table: Table): ExpectedTable {
  const columns = Object.entries(table.columns);
  const own = (has: (column: Column) => boolean | undefined) =>
    columns.filter(([, column]) => has(column)).map(([name]) => name);
  const indexes = Object.entries(table.indexes ?? {});
  const uniqueIndexes = indexes.filter(([, { unique, where }]) => unique && where === undefined);
  return {
    name: table.name,
    columns: new Map(columns.map(([name, { type }]) => [name, catalogType(type)])),
    unique: [
      ...own(({ type, primaryKey, unique }) => type === 'serial' || primaryKey === true || unique === true),
      ...[
        ...(table.primaryKey ? [table.primaryKey] : []),
        ...(table.unique ?? []),
        ...Object.values(table.namedUnique ?? {}),
        ...uniqueIndexes.map(([, { on }]) => on),
      ].map(columnSet),
    ],
    references: [
      ...columns.flatMap(([name, { references }]) => (references ? [`${name} -> ${references}`] : [])),
      ...(table.foreignKeys ?? []).map((key) => `${key.columns.join(',')} -> ${key.table}`),
    ],
    checks: Object.keys(table.checks ?? {}),
    indexes: new Map(
      indexes.map(([name, { on }]) => [
        name,
        on.some((key) => key.startsWith('(')) ? undefined : on.join(','),
      ]),
    ),
  };
}

/** Names of columns in an order of their own: which of them comes first is not what makes a key unique. */
export function columnSet(columns: readonly string[]): string {
  return [...columns].sort().join(',');
}

const TYPES: Readonly<Record<string, string>> = {
  serial: 'integer',
  FLOAT: 'double precision',
  TIMESTAMPTZ: 'timestamp with time zone',
};

function catalogType(type: string): string {
  return TYPES[type] ?? type.toLowerCase().replace('varchar', 'character varying');
}
