import { createIndexes } from '../schema/create-indexes.js';
import type { Migration } from './migration.js';

/**
 * What finding the latest builds of a tag asks of each build in it, so that the rows of those that are not the latest need
 * not be read. Koji's hub takes no notice of it.
 */
export const taggedBuilds: Migration = {
  name: '0005-tagged-builds',
  breaking: false,
  async up(knex) {
    await createIndexes(knex, 'build', {
      kojikit_build_package_and_state: { on: ['id', 'pkg_id', 'state'] },
    });
  },
};
