import { makeNoteFunction, noteChangesOf, schemaWithNotes } from '../schema/note-changes.js';
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

/**
 * On PostgreSQL the server itself notes which transactions have changed which of these tables, whoever made the change: this hub,
 * another, Koji's own, or a person at a prompt. A note is a row of its own for each transaction and table, so that nobody waits
 * for anybody. A server before 13, which cannot tell transactions apart for good, notes nothing.
 */
export const changeNotes: Migration = {
  name: '0008-change-notes',
  breaking: false,
  async up(knex) {
    const schema = await schemaWithNotes(knex);
    if (schema === undefined) return;
    await knex.schema.createTable('kojikit_change', (table) => {
      table.specificType('xid', 'xid8').notNullable().defaultTo(knex.raw('pg_current_xact_id()'));
      table.text('relation').notNullable();
      table.primary(['xid', 'relation']);
    });
    await knex.schema.createTable('kojikit_change_floor', (table) => {
      table.timestamp('taken', { useTz: true }).notNullable();
      table.specificType('xid', 'xid8').notNullable();
    });
    await makeNoteFunction(knex, schema);
    await noteChangesOf(knex, WATCHED);
  },
};
