import sql from 'sql-template-tag';
import { kojiTables } from '../../db/migrations/koji-schema/tables.js';
import { Findings, type Finding } from '../finding.js';
import type { SiteDatabase } from './site-database.js';

interface Rights {
  readonly role: string;
  readonly create: boolean;
  readonly owners: string[];
  readonly owned: number;
  readonly writable: number;
  readonly all: number;
}

/** Whether the database user of hub.conf may do what `koji-hub init` and the hub do. */
export async function lookAtRights(db: SiteDatabase): Promise<Finding[]> {
  const found = new Findings('database');
  const names = kojiTables.map(({ name }) => name).join(' ');
  const { role, create, owners, owned, writable, all } = await db.row<Rights>(sql`
    SELECT current_user AS role, has_schema_privilege(current_schema(), 'CREATE') AS create,
           COALESCE(array_agg(DISTINCT pg_get_userbyid(relowner)::text), '{}') AS owners,
           count(*) FILTER (WHERE pg_has_role(relowner, 'USAGE'))::int AS owned,
           count(*) FILTER (WHERE has_table_privilege(oid, 'INSERT') AND has_table_privilege(oid, 'UPDATE'))::int
             AS writable, count(*)::int AS all
      FROM pg_class
     WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
       AND relname = ANY(string_to_array(${names}, ' '))`);
  if (all === 0) return found.all;
  if (create && owned === all) {
    found.works(`the database user ${role} may add tables, and indexes to Koji's`);
  } else {
    found.step(
      `the database user ${role} may not make tables or indexes here: Koji's tables belong to ${owners.join(', ')}`,
      {
        when: 'configure',
        todo: `run koji-hub init with a hub.conf that logs in as ${owners.join(' or ')}; adopt itself needs no more than the right to read`,
      },
    );
  }
  if (writable < all) {
    found.step(`the database user ${role} may not write to ${all - writable} of Koji's ${all} tables`, {
      when: 'configure',
      todo: 'let hub.conf name the user that Koji works with, or grant it SELECT, INSERT, UPDATE and DELETE on all tables and USAGE on all sequences',
    });
  }
  return found.all;
}
