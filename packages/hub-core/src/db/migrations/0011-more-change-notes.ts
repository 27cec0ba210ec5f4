import { makeNoteFunction, noteChangesOf, schemaWithNotes } from '../schema/note-changes.js';
import type { Migration } from './migration.js';

/** Further tables whose changes are noted: what is asked of a tag's changes, of repos and of users. */
const WATCHED = ['external_repo_data', 'repo', 'tag_updates', 'user_krb_principals'] as const;

/** Answers that are made of these tables are kept as well, and a note costs less. */
export const moreChangeNotes: Migration = {
  name: '0011-more-change-notes',
  breaking: false,
  async up(knex) {
    const schema = await schemaWithNotes(knex);
    // A server that was too old for notes then, and was upgraded since, has no table of them.
    if (schema === undefined || !(await knex.schema.hasTable('kojikit_change'))) return;
    await makeNoteFunction(knex, schema);
    await noteChangesOf(knex, WATCHED);
  },
};
