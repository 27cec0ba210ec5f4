import sql from 'sql-template-tag';
import { pendingMigrations } from '../../db/migrations/pending-migrations.js';
import { kojiSchema } from '../../db/migrations/0001-koji-schema.js';
import type { Migration } from '../../db/migrations/migration.js';
import { Findings, type Finding } from '../finding.js';
import { listed } from '../report/words.js';
import { lookAt, type SiteDatabase } from './site-database.js';

/** What `koji-hub init` would still add, and how long it would hold others up. */
export async function lookAtOwnSteps(db: SiteDatabase, migrations: readonly Migration[]): Promise<Finding[]> {
  const found = new Findings('database');
  await lookAt(found, 'what koji-hub init would add', async () => {
    const pending = await db.ask((knex) => pendingMigrations({ knex }, migrations));
    const adding = pending.filter((name) => name !== kojiSchema.name);
    if (adding.length === 0) {
      found.works('koji-hub init has been here already and has nothing to add');
      return;
    }
    const { size } = await db.row<{ size: string }>(sql`
      SELECT pg_size_pretty(COALESCE(sum(relpages), 0)::bigint * current_setting('block_size')::int) AS size
        FROM pg_class WHERE relnamespace = current_schema()::regnamespace
         AND relname IN ('task', 'build', 'tag_package_owners', 'standard_buildroot')`);
    found.step(
      `koji-hub init would add tables, indexes and triggers of its own, named kojikit_…, in these steps: ${listed(adding, 20)}`,
      {
        when: 'pause',
        todo: `run koji-hub init once nothing writes to the database: making the indexes reads ${size} and keeps others from writing builds and tasks meanwhile`,
      },
    );
  });
  return found.all;
}
