import { createIndexes } from '../schema/create-indexes.js';
import type { Migration } from './migration.js';

/**
 * Which builder a user is, asked with the session of each call of a builder. Without it the table of hosts is read as a whole each
 * time, and how much that is changes with each update of a builder's load, so that PostgreSQL at times planned the statement anew at
 * every call. Koji's hub takes no notice of it.
 */
export const builderAccounts: Migration = {
  name: '0010-builder-accounts',
  breaking: false,
  async up(knex) {
    await createIndexes(knex, 'host', { kojikit_host_by_user: { on: ['user_id'] } });
  },
};
