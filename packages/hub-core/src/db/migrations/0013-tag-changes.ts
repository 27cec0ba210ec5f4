import { createIndexes } from '../schema/create-indexes.js';
import type { Migration } from './migration.js';

/**
 * Indexes of Koji's tables for what was tagged and untagged in a tag since an event: a tag of years has many more rows than
 * that. Koji's hub finds them by these as well.
 */
export const tagChanges: Migration = {
  name: '0013-tag-changes',
  breaking: false,
  async up(knex) {
    await createIndexes(knex, 'tag_listing', {
      kojikit_tag_listing_by_create_event: { on: ['tag_id', 'create_event'] },
      kojikit_tag_listing_by_revoke_event: {
        on: ['tag_id', 'revoke_event'],
        where: 'revoke_event IS NOT NULL',
      },
    });
  },
};
