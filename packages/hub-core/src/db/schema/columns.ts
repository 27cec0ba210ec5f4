/** A default that the engine computes: the present moment of the transaction or the statement, or a new event. */
export interface ComputedDefault {
  readonly computed: 'now' | 'clock' | 'newEvent';
}

/** What may be said of a column. Columns are NOT NULL unless they are `nullable`. */
export interface ColumnOptions {
  readonly nullable?: boolean;
  readonly unique?: boolean;
  readonly primaryKey?: boolean;
  readonly default?: string | number | boolean | ComputedDefault;
  /** A condition on this column, as SQL that both engines read. */
  readonly check?: string;
  /** The table whose `id` this column holds. */
  readonly references?: string;
  /** The foreign key may be checked as late as the commit. */
  readonly deferrable?: boolean;
}

export interface Column extends ColumnOptions {
  /** `serial`, or an SQL type that both engines know. */
  readonly type: string;
}

const ofType =
  (type: string) =>
  (options: ColumnOptions = {}): Column => ({ ...options, type });

/** An `id` that counts up; the primary key. */
export const serial = (): Column => ({ type: 'serial' });
export const integer = ofType('INTEGER');
export const smallint = ofType('SMALLINT');
export const bigint = ofType('BIGINT');
export const float = ofType('FLOAT');
export const text = ofType('TEXT');
export const boolean = ofType('BOOLEAN');
export const timestamp = ofType('TIMESTAMPTZ');
export const json = ofType('JSON');
export const jsonb = ofType('JSONB');
export const varchar = (length: number, options: ColumnOptions = {}): Column => ({
  ...options,
  type: `VARCHAR(${length})`,
});

/** The `id` of a row of another table. */
export const reference = (table: string, options: ColumnOptions = {}): Column => ({
  ...options,
  type: 'INTEGER',
  references: table,
});

export const now: ComputedDefault = { computed: 'now' };
export const clock: ComputedDefault = { computed: 'clock' };
export const newEvent: ComputedDefault = { computed: 'newEvent' };
