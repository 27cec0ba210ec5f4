import { engineOf } from '../schema/words.js';
import type { Migration } from './migration.js';

/** Tables whose changes are noted: what listings and settings of tags, targets and builds are made of. */
const WATCHED = [
  'archiveinfo',
  'archivetypes',
  'btype',
  'build',
  'build_target',
  'build_target_config',
  'build_types',
  'channels',
  'content_generator',
  'external_repo',
  'external_repo_config',
  'group_config',
  'group_package_listing',
  'group_req_listing',
  'groups',
  'image_archives',
  'image_builds',
  'maven_archives',
  'maven_builds',
  'package',
  'permissions',
  'rpminfo',
  'rpmsigs',
  'tag',
  'tag_config',
  'tag_external_repos',
  'tag_extra',
  'tag_inheritance',
  'tag_listing',
  'tag_package_owners',
  'tag_packages',
  'user_groups',
  'user_perms',
  'users',
  'volume',
  'win_archives',
  'win_builds',
] as const;

/** What `xid8` came with. */
const FIRST_VERSION = 130_000;

/**
 * On PostgreSQL the server itself notes which transactions have changed which of these tables, whoever made the change: this hub,
 * another, Koji's own, or a person at a prompt. A note is a row of its own for each transaction and table, so that nobody waits
 * for anybody. A server before 13, which cannot tell transactions apart for good, notes nothing.
 */
export const changeNotes: Migration = {
  name: '0008-change-notes',
  breaking: false,
  async up(knex) {
    if (engineOf(knex) !== 'postgresql') return;
    const { rows } = await knex.raw<{ rows: [{ version: number; schema: string }] }>(
      `SELECT current_setting('server_version_num')::int AS version, quote_ident(current_schema()) AS schema`,
    );
    const [{ version, schema }] = rows;
    if (version < FIRST_VERSION) return;
    await knex.schema.createTable('kojikit_change', (table) => {
      table.specificType('xid', 'xid8').notNullable().defaultTo(knex.raw('pg_current_xact_id()'));
      table.text('relation').notNullable();
      table.primary(['xid', 'relation']);
    });
    await knex.schema.createTable('kojikit_change_floor', (table) => {
      table.timestamp('taken', { useTz: true }).notNullable();
      table.specificType('xid', 'xid8').notNullable();
    });
    await knex.raw(noteFunction(schema));
    for (const table of WATCHED) {
      await knex.raw(
        `CREATE TRIGGER kojikit_note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${table}
           FOR EACH STATEMENT EXECUTE FUNCTION kojikit_note_change()`,
      );
      await knex.raw(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER kojikit_note_change`);
    }
  },
};

/* It writes as its owner: who changes a table need not be let write the notes, and has no table of theirs taken for them. */
function noteFunction(schema: string): string {
  return `
    CREATE FUNCTION kojikit_note_change() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS '
    BEGIN
      INSERT INTO kojikit_change (relation) VALUES (TG_TABLE_NAME) ON CONFLICT DO NOTHING;
      RETURN NULL;
    END'`;
}
