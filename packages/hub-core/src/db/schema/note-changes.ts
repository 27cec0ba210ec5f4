import type { Knex } from 'knex';
import { engineOf } from './words.js';

/** What `xid8` came with. */
const FIRST_VERSION = 130_000;

/** The quoted schema of a server that can note changes: PostgreSQL that can tell transactions apart for good. */
export async function schemaWithNotes(knex: Knex): Promise<string | undefined> {
  if (engineOf(knex) !== 'postgresql') return undefined;
  const { rows } = await knex.raw<{ rows: [{ version: number; schema: string }] }>(
    `SELECT current_setting('server_version_num')::int AS version, quote_ident(current_schema()) AS schema`,
  );
  const [{ version, schema }] = rows;
  return version < FIRST_VERSION ? undefined : schema;
}

/**
 * Makes the function of the triggers, or replaces it. It writes as its owner: who changes a table need not be let write the notes. It
 * names nothing that could be looked up elsewhere, so that it needs no search path of its own, which would be set at each call.
 */
export async function makeNoteFunction(knex: Knex, schema: string): Promise<void> {
  await knex.raw(`
    CREATE OR REPLACE FUNCTION kojikit_note_change() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER AS '
    BEGIN
      INSERT INTO ${schema}.kojikit_change (relation) VALUES (TG_TABLE_NAME) ON CONFLICT DO NOTHING;
      RETURN NULL;
    END'`);
}

/** Has the server note the changes of tables, in sessions of replicas, too. */
export async function noteChangesOf(knex: Knex, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await knex.raw(
      `CREATE TRIGGER kojikit_note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${table}
         FOR EACH STATEMENT EXECUTE FUNCTION kojikit_note_change()`,
    );
    await knex.raw(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER kojikit_note_change`);
  }
}
