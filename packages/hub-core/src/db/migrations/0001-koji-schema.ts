import type { Knex } from 'knex';
import { createTables } from '../schema/create-tables.js';
import { engineOf } from '../schema/words.js';
import { eventTables } from './koji-schema/users.js';
import { firstRows } from './koji-schema/first-rows.js';
import { kojiTables } from './koji-schema/tables.js';
import type { Migration } from './migration.js';

/** Koji's layout: its own hub runs on what this makes, and ours on what Koji's schema file makes. */
export const kojiSchema: Migration = {
  name: '0001-koji-schema',
  breaking: true,
  async up(knex: Knex) {
    if (engineOf(knex) === 'postgresql') {
      await createTables(knex, eventTables.slice(0, 1));
      for (const statement of functions) await knex.raw(statement);
      await createTables(knex, kojiTables.slice(1));
      await knex.raw(grants);
    } else {
      await createTables(knex, kojiTables);
    }
    for (const [table, rows] of Object.entries(firstRows)) await knex(table).insert(rows);
  },
};

/** Koji's hub gets its events from the first, which is also a column default, and shows times by the second. */
const functions = [
  `CREATE FUNCTION get_event() RETURNS INTEGER LANGUAGE SQL AS '
  INSERT INTO events (time) VALUES (clock_timestamp()) RETURNING id;
'`,
  `CREATE FUNCTION get_event_time(INTEGER) RETURNS TIMESTAMPTZ LANGUAGE SQL AS '
  SELECT time FROM events WHERE id = $1;
'`,
];

/** Tables that every database user may read, as in Koji. */
const grants =
  'GRANT SELECT ON build, package, task, tag, tag_listing, tag_config, tag_inheritance, tag_packages, rpminfo TO PUBLIC';
