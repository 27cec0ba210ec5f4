import sql from 'sql-template-tag';
import type { Changes } from '../database.js';

/** Which server answers: another one, or this one put back to a state before, has been started at another time. */
const SERVER = sql`EXTRACT(EPOCH FROM pg_postmaster_start_time())::text`;
const NOW = sql`${SERVER} || '|' || pg_current_snapshot()::text AS moment`;

/**
 * Changes as the server's triggers note them, each with the number of its transaction. A moment is a snapshot of the server: which
 * transactions were committed then. Numbers alone would not do, since a lower one may be committed later; and after a move to a
 * replica that lacked some, the same numbers are given again to others.
 */
export const postgresChanges: Changes = {
  since(moment) {
    if (moment === undefined) return sql`SELECT ${NOW}, false AS known, NULL AS relation`;
    const [server, snapshot] = moment.split('|');
    return sql`
      SELECT ${NOW}, ${SERVER} = ${server} AS known, changed.relation
        FROM (SELECT) AS one LEFT JOIN (
          SELECT DISTINCT relation FROM kojikit_change
           WHERE xid >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
             AND NOT pg_visible_in_snapshot(xid, ${snapshot}::pg_snapshot)) AS changed ON true`;
  },

  // A trigger that is switched off notes nothing.
  names: () => sql`
    SELECT c.relname AS name, EXISTS (
      SELECT 1 FROM pg_trigger t
       WHERE t.tgrelid = c.oid AND t.tgname = 'kojikit_note_change' AND t.tgenabled = 'A'
         AND c.relnamespace = current_schema()::regnamespace
         AND to_regclass('kojikit_change') IS NOT NULL) AS watched
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND n.nspname !~ '^pg_toast'
    UNION
    SELECT p.proname, false FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')`,

  // Whoever is still at work now may commit what they have noted long ago: an hour counts from when nobody is any more.
  forget: () => [
    sql`INSERT INTO kojikit_change_floor (taken, xid)
      SELECT clock_timestamp(), pg_snapshot_xmin(pg_current_snapshot())`,
    sql`DELETE FROM kojikit_change WHERE xid < (
      SELECT xid FROM kojikit_change_floor WHERE taken < clock_timestamp() - interval '1 hour'
       ORDER BY xid DESC LIMIT 1)`,
    // A dump brings numbers with it that this server has not given yet.
    sql`DELETE FROM kojikit_change WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())`,
    sql`DELETE FROM kojikit_change_floor WHERE taken < clock_timestamp() - interval '2 hours'`,
  ],
};
