import type { Queries } from '../database.js';
import { createTables } from '../schema/create-tables.js';
import { eventTables } from './koji-schema/users.js';
import { firstRows } from './koji-schema/first-rows.js';
import { kojiTables } from './koji-schema/tables.js';
import type { Migration } from './migration.js';

/** Koji's layout: its own hub runs on what this makes, and ours on what Koji's schema file makes. */
export const kojiSchema: Migration = {
  name: '0001-koji-schema',
  breaking: true,
  async up(db: Queries) {
    if (db.dialect.name === 'postgresql') {
      await createTables(db, eventTables.slice(0, 1));
      await db.script(functions);
      await createTables(db, kojiTables.slice(1));
      await db.script(grants);
    } else {
      await createTables(db, kojiTables);
    }
    await db.script(firstRows);
  },
};

/** Koji's hub gets its events from the first, which is also a column default, and shows times by the second. */
const functions = `
CREATE FUNCTION get_event() RETURNS INTEGER LANGUAGE SQL AS '
  INSERT INTO events (time) VALUES (clock_timestamp()) RETURNING id;
';
CREATE FUNCTION get_event_time(INTEGER) RETURNS TIMESTAMPTZ LANGUAGE SQL AS '
  SELECT time FROM events WHERE id = $1;
';
`;

/** Tables that every database user may read, as in Koji. */
const grants = `
GRANT SELECT ON build, package, task, tag, tag_listing, tag_config, tag_inheritance, tag_packages, rpminfo TO PUBLIC;
`;
