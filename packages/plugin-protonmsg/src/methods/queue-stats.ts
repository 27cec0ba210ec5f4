import { double } from '@kojikit/protocol';
import sql from 'sql-template-tag';
import type { Context } from '@kojikit/hub-core/plugin';
import { queueNumbers } from '../queue/queue-numbers.js';

export async function queueStats({ db }: Context) {
  const { queued, dead, oldestAge } = await queueNumbers(db);
  const kept = await db.all<{ state: string; count: number }>(
    sql`SELECT state, count(*) AS count FROM kojikit_messages WHERE state <> 'dead' GROUP BY state`,
  );
  return {
    queued,
    dead,
    oldest_age: double(oldestAge),
    kept: Object.fromEntries(kept.map(({ state, count }) => [state, count])),
  };
}
