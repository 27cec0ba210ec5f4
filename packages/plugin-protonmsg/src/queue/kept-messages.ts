import sql from 'sql-template-tag';
import type { Queries } from '@kojikit/hub-core/plugin';
import { otherId } from './indexes.js';

/** The most that a number of the queue can be. */
const LARGEST = 2 ** 31 - 1;

/** Rows that are looked at for the first since a time. */
const AT_A_TIME = 100;

/** The last row of a message that is kept, whatever became of it; undefined when there is none. */
export async function keptRow(db: Queries, messageId: string): Promise<number | undefined> {
  const rows = await db.column<number>(sql`
    SELECT id FROM kojikit_messages WHERE queue_id = ${queueIdIn(messageId)} AND message_id = ${messageId}
     UNION ALL
    SELECT id FROM kojikit_messages WHERE message_id = ${messageId} AND ${otherId}`);
  return rows.length === 0 ? undefined : Math.max(...rows);
}

/**
 * The first row that ended at a time or later; undefined when none did. Rows end in the order of their ids, unless the server's
 * clock was set back, so the least id of the next hundred is taken.
 */
export async function firstRowSince(db: Queries, time: number | string): Promise<number | undefined> {
  return db.value<number>(sql`
    SELECT min(id) FROM
      (SELECT id FROM kojikit_messages WHERE ended >= ${db.dialect.moment(time)} ORDER BY ended LIMIT ${AT_A_TIME}) AS following`);
}

/** The number of the queue that an id ends in, whichever site gave it; null when it ends in none. */
function queueIdIn(messageId: string): number | null {
  const number = Number(/\d+$/.exec(messageId)?.[0] ?? NaN);
  return number <= LARGEST ? number : null;
}
