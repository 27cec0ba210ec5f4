import sql from 'sql-template-tag';
import { Findings, type Finding } from '../finding.js';
import type { SiteDatabase } from './site-database.js';

/** The oldest server that the tests of the hub are run on. */
const OLDEST_SERVER = 15;

interface Server {
  readonly number: number;
  readonly version: string;
  readonly encoding: string;
  readonly name: string;
  readonly size: string;
  readonly replica: boolean;
}

/** The server, the database's encoding and size. */
export async function lookAtServer(db: SiteDatabase): Promise<Finding[]> {
  const found = new Findings('database');
  const server = await db.row<Server>(sql`
    SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
           pg_encoding_to_char(encoding) AS encoding, datname AS name, pg_is_in_recovery() AS replica,
           pg_size_pretty((SELECT sum(relpages)::bigint * current_setting('block_size')::int FROM pg_class)) AS size
      FROM pg_database WHERE datname = current_database()`);
  const major = Math.floor(server.number / 10_000);
  if (major < OLDEST_SERVER) {
    found.step(`the hub was never tried with a server as old as PostgreSQL ${server.version}`, {
      when: 'before',
      todo: `upgrade the server to PostgreSQL ${OLDEST_SERVER} or later, or try the hub with a copy of the database on this one first`,
    });
  } else {
    found.works(`PostgreSQL ${server.version}, database ${server.name} of about ${server.size}`);
  }
  if (server.encoding === 'UTF8') found.works('the database is encoded in UTF8');
  else {
    found.fails(`the database is encoded in ${server.encoding}`, {
      when: 'before',
      todo: "make a database with ENCODING 'UTF8' and load a dump of this one into it",
    });
  }
  if (server.replica) {
    found.step('this server is a replica, which takes no writes', {
      when: 'configure',
      todo: 'name the primary server in hub.conf; looking at the replica is fine',
    });
  }
  return found.all;
}
