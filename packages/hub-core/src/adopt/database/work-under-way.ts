import sql from 'sql-template-tag';
import { Findings, type Finding } from '../finding.js';
import { counted, listed } from '../report/words.js';
import { lookAt, type SiteDatabase } from './site-database.js';

interface Waiting {
  readonly user: string | null;
  readonly application: string | null;
  readonly minutes: number;
}

/** Transactions that stand open: changes of the schema, and with them `koji-hub init`, would wait for them. */
export async function lookAtOpenTransactions(db: SiteDatabase): Promise<Finding[]> {
  const found = new Findings('database');
  await lookAt(found, 'open transactions', async () => {
    const old = await db.rows<Waiting>(sql`
      SELECT usename::text AS user, application_name AS application,
             (EXTRACT(EPOCH FROM now() - xact_start) / 60)::int AS minutes
        FROM pg_stat_activity
       WHERE datname = current_database() AND xact_start < now() - interval '10 minutes'
       ORDER BY xact_start LIMIT 20`);
    const prepared = await db.rows<{ gid: string }>(sql`
      SELECT gid FROM pg_prepared_xacts WHERE database = current_database() LIMIT 20`);
    if (old.length > 0) {
      const who = old.map(({ user, application, minutes }) =>
        [user ?? 'somebody', application && `(${application})`, `for ${counted(minutes, 'minute')}`]
          .filter(Boolean)
          .join(' '),
      );
      found.step(`transactions stand open: ${listed(who)}`, {
        when: 'pause',
        todo: 'end them before koji-hub init, which would wait for them',
      });
    }
    if (prepared.length > 0) {
      found.step(`prepared transactions were left behind: ${listed(prepared.map(({ gid }) => gid))}`, {
        when: 'pause',
        todo: 'end them with COMMIT PREPARED or ROLLBACK PREPARED before koji-hub init, which would wait for them',
      });
    }
    if (old.length + prepared.length === 0) found.works('no transaction stands open for long');
  });
  return found.all;
}
