import { createIndexes } from '../schema/create-indexes.js';
import type { Migration } from './migration.js';

/**
 * Indexes of Koji's tables for what pages list and Koji reads whole tables for: what somebody owns, and what a task made.
 * Koji's hub takes no notice of them.
 */
export const listingIndexes: Migration = {
  name: '0004-listing-indexes',
  breaking: false,
  async up(knex) {
    await createIndexes(knex, 'task', {
      kojikit_task_by_owner: { on: ['owner', 'id'], where: 'parent IS NULL' },
    });
    await createIndexes(knex, 'build', {
      kojikit_build_by_owner: { on: ['owner', 'id'] },
      kojikit_build_by_owner_and_time: { on: ['owner', 'completion_time', 'id'] },
      kojikit_build_by_task: { on: ['task_id'] },
    });
    await createIndexes(knex, 'tag_package_owners', {
      kojikit_tag_package_owners_by_owner: { on: ['owner'] },
    });
    await createIndexes(knex, 'standard_buildroot', {
      kojikit_standard_buildroot_by_task: { on: ['task_id'] },
    });
  },
};
