import type { Knex } from 'knex';

/** How an engine writes the parts of a table's definition that differ. */
export interface SchemaWords {
  /** The default that is the present moment: of the transaction, or of the very statement. */
  readonly now: string;
  readonly clock: string;
  /** The default that makes a new history event, where the engine can have one. */
  readonly newEvent: string | undefined;
  /** Whether an index can carry further columns that are not part of its key. */
  readonly coveringIndexes: boolean;
  /** What stands behind a text that is compared byte by byte. */
  readonly bytewise: string;
}

const words = {
  postgresql: {
    now: 'now()',
    clock: 'clock_timestamp()',
    newEvent: 'get_event()',
    coveringIndexes: true,
    bytewise: ' COLLATE "C"',
  },
  sqlite: {
    now: `(strftime('%Y-%m-%d %H:%M:%f', 'now') || '000+00:00')`,
    clock: `(strftime('%Y-%m-%d %H:%M:%f', 'now') || '000+00:00')`,
    newEvent: undefined,
    coveringIndexes: false,
    bytewise: '',
  },
} satisfies Readonly<Record<string, SchemaWords>>;

/** Which engine a database of knex's is on, by the name that our dialects have. */
export function engineOf(knex: Knex): 'postgresql' | 'sqlite' {
  return (knex.client as Knex.Client).dialect === 'postgresql' ? 'postgresql' : 'sqlite';
}

export function schemaWords(knex: Knex): SchemaWords {
  return words[engineOf(knex)];
}
