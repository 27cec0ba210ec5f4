import type { Column } from './columns.js';

/** SQL that both engines read, or one text for each. */
export type Condition = string | { readonly postgresql: string; readonly sqlite: string };

export interface Index {
  /** Column names, or one expression in parentheses. */
  readonly on: readonly string[];
  readonly unique?: boolean;
  readonly where?: string;
  /** Columns that the index carries along, where the engine can. */
  readonly include?: readonly string[];
}

/** A foreign key of several columns. */
export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  /** Columns of that table. */
  readonly references: readonly string[];
  readonly onUpdateCascade?: boolean;
}

/** Constraints and indexes of a table. */
export interface TableRules {
  readonly primaryKey?: readonly string[];
  /** Column lists; the engine names the constraints after table and columns. */
  readonly unique?: readonly (readonly string[])[];
  /** Unique constraints with names of their own. */
  readonly namedUnique?: Readonly<Record<string, readonly string[]>>;
  readonly checks?: Readonly<Record<string, Condition>>;
  readonly foreignKeys?: readonly ForeignKey[];
  readonly indexes?: Readonly<Record<string, Index>>;
}

/** A table as both engines get it. */
export interface Table extends TableRules {
  readonly name: string;
  readonly columns: Readonly<Record<string, Column>>;
}

/**
 * Describes a table.
 * @example
 * export const notes = table('kojikit_notes', { id: serial(), user_id: reference('users'), note: text() },
 *   { unique: [['user_id', 'note']] });
 */
export function table(
  name: string,
  columns: Readonly<Record<string, Column>>,
  rules: TableRules = {},
): Table {
  return { name, columns, ...rules };
}
