import sql, { join, raw } from 'sql-template-tag';
import { kojiTables } from '../../db/migrations/koji-schema/tables.js';
import { Findings, type Finding } from '../finding.js';
import { listed } from '../report/words.js';
import type { SiteTable } from './read-tables.js';
import { lookAt, type SiteDatabase } from './site-database.js';

const LARGEST_ID = 2 ** 31 - 1;
const NEAR_THE_END = 0.8;

interface Ids {
  readonly name: string;
  readonly largest: number | null;
  readonly next: string | null;
}

/** Whether ids are about to run out, and whether sequences are behind their tables, as after a careless restore. */
export async function lookAtIds(
  db: SiteDatabase,
  tables: ReadonlyMap<string, SiteTable>,
): Promise<Finding[]> {
  const found = new Findings('tables');
  const counting = kojiTables
    .filter(({ name, columns }) => columns['id']?.type === 'serial' && tables.has(name))
    .map(({ name }) => name);
  if (counting.length === 0) return [];
  await lookAt(found, 'the ids of the tables', async () => {
    const each = counting.map(
      (name) => sql`
        SELECT ${name} AS name, (SELECT max(id) FROM ${raw(name)}) AS largest,
               (SELECT last_value FROM pg_sequences
                 WHERE schemaname = current_schema() AND sequencename = ${`${name}_id_seq`})::text AS next`,
    );
    const ids = await db.rows<Ids>(join(each, ' UNION ALL '));
    const behind = ids.filter(({ largest, next }) => next !== null && (largest ?? 0) > Number(next));
    const full = ids.filter(({ largest }) => (largest ?? 0) > LARGEST_ID * NEAR_THE_END);
    for (const { name, largest, next } of behind) {
      found.step(`the sequence of ${name} stands at ${next}, though there is the id ${largest}`, {
        when: 'before',
        todo: `SELECT setval('${name}_id_seq', (SELECT max(id) FROM ${name})): rows of Koji fail without it, too`,
      });
    }
    if (full.length > 0) {
      found.step(
        `ids of ${listed(full.map(({ name }) => name))} are close to the largest that a column takes`,
        {
          when: 'before',
          todo: "Koji's layout has no room for more than 2,147,483,647 of them: ask Koji's developers how they go on",
        },
      );
    }
    if (behind.length + full.length === 0) found.works('ids are counted in step with their tables');
  });
  return found.all;
}
