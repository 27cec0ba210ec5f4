import { now, reference, text, timestamp } from '../schema/columns.js';
import { createTables } from '../schema/create-tables.js';
import { table } from '../schema/table.js';
import type { Migration } from './migration.js';

/** Salted password hashes, beside the column of Koji's that holds passwords as they are. */
export const passwords: Migration = {
  name: '0002-passwords',
  breaking: false,
  up: (knex) =>
    createTables(knex, [
      table('kojikit_passwords', {
        user_id: reference('users', { primaryKey: true }),
        hash: text(),
        set_time: timestamp({ default: now }),
      }),
    ]),
};
