import { double } from '@kojikit/protocol';
import sql from 'sql-template-tag';
import type { Context } from '@kojikit/hub-core/plugin';
import { notSent } from '../queue/indexes.js';
import { queueNumbers } from '../queue/queue-numbers.js';

export async function queueStats({ db }: Context) {
  const { queued, dead, oldestAge } = await queueNumbers(db);
  // Both are counted in an index, where to count by state would read all that are kept.
  const kept = await db.all<{ state: string; count: number }>(sql`
    SELECT 'sent' AS state, (SELECT count(*) FROM kojikit_messages) -
           (SELECT count(*) FROM kojikit_messages WHERE ${notSent}) AS count
     UNION ALL
    SELECT state, count(*) AS count FROM kojikit_messages WHERE ${notSent} AND state <> 'dead' GROUP BY state`);
  return {
    queued,
    dead,
    oldest_age: double(oldestAge),
    kept: Object.fromEntries(kept.flatMap(({ state, count }) => (count > 0 ? [[state, count]] : []))),
  };
}
