import { createIndexes } from '../schema/create-indexes.js';
import { schemaWords } from '../schema/words.js';
import type { Migration } from './migration.js';

/**
 * An index of Koji's tables for RPMs whose name begins with a text, minding no case. Of many RPMs with the same name it has
 * the name once. Koji's hub takes no notice of it.
 */
export const rpmsByName: Migration = {
  name: '0012-rpms-by-name',
  breaking: false,
  async up(knex) {
    await createIndexes(knex, 'rpminfo', {
      kojikit_rpminfo_by_small_name: { on: [`(lower(name)${schemaWords(knex).bytewise})`] },
    });
  },
};
