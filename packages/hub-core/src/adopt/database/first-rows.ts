import sql, { raw } from 'sql-template-tag';
import { firstRows } from '../../db/migrations/koji-schema/first-rows.js';
import { Findings, type Finding } from '../finding.js';
import { listed } from '../report/words.js';
import type { SiteTable } from './read-tables.js';
import { lookAt, type SiteDatabase } from './site-database.js';

/** Tables whose first rows the hub counts on. Channels are left to the site. */
const NEEDED = ['permissions', 'btype', 'volume', 'locks'];
const ARCHIVE_TYPES = 'archivetypes';

/** The rows that a database of Koji 1.35 begins with, by their names. */
export async function lookAtFirstRows(
  db: SiteDatabase,
  tables: ReadonlyMap<string, SiteTable>,
): Promise<Finding[]> {
  const found = new Findings('tables');
  await lookAt(found, 'what Koji begins with', async () => {
    const lacking: string[] = [];
    const types: string[] = [];
    for (const table of [...NEEDED, ARCHIVE_TYPES].filter((name) => tables.has(name))) {
      const names = await db.rows<{ name: string }>(sql`SELECT name FROM ${raw(table)} LIMIT 10000`);
      const there = new Set(names.map(({ name }) => name));
      for (const row of firstRows[table] ?? []) {
        if (!('name' in row) || typeof row.name !== 'string' || there.has(row.name)) continue;
        if (table === ARCHIVE_TYPES) types.push(row.name);
        else lacking.push(`${row.name} in ${table}`);
      }
    }
    if (lacking.length === 0) {
      found.works('permissions, build types and locks of Koji 1.35 are there');
    } else {
      found.step(`rows that Koji 1.35 begins with are missing: ${listed(lacking)}`, {
        when: 'before',
        todo: "add them as Koji's schema.sql of 1.35 does: what needs them is refused or fails until then",
      });
    }
    if (types.length > 0) {
      found.works(
        `archive types of newer releases of Koji are missing: ${listed(types)}; such files cannot be imported, as with Koji`,
      );
    }
  });
  return found.all;
}
