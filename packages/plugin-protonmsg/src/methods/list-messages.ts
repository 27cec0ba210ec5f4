import { double } from '@kojikit/protocol';
import type { Context } from '@kojikit/hub-core/plugin';
import sql from 'sql-template-tag';
import type { ProtonMessageState, ProtonQueueEntry } from '../api.js';
import { notSent } from '../queue/indexes.js';
import { siteOf } from '../queue/message-queue.js';

interface Row {
  id: number;
  message_id: string | null;
  address: string;
  props: ProtonQueueEntry['props'];
  created_ts: number | null;
  attempts: number | null;
  next_attempt_ts: number | null;
  last_error: string | null;
}

/** Messages in a state, at most `limit`: queued ones in the order in which they are sent, ended ones the last first. */
export async function listMessages(
  { db }: Context,
  state: ProtonMessageState,
  limit: number,
): Promise<ProtonQueueEntry[]> {
  const { epoch } = db.dialect;
  if (state === 'queued') {
    const site = await siteOf(db);
    const rows = await db.all<Row>(sql`
      SELECT q.id, a.message_id, q.address, q.props, ${epoch(sql`q.created_ts`)} AS created_ts, a.attempts,
             ${epoch(sql`a.next_attempt`)} AS next_attempt_ts, a.last_error
        FROM proton_queue q LEFT JOIN kojikit_message_attempts a ON a.queue_id = q.id
       ORDER BY q.id LIMIT ${limit}`);
    return rows.map((row) => shown(row, 'queued', site));
  }
  const rows = await db.all<Row>(sql`
    SELECT id, message_id, address, props, ${epoch(sql`created`)} AS created_ts, attempts,
           NULL AS next_attempt_ts, last_error
      FROM kojikit_messages WHERE ${state === 'sent' ? sql`true` : notSent} AND state = ${state} ORDER BY id DESC LIMIT ${limit}`);
  return rows.map((row) => shown(row, state, ''));
}

function shown(row: Row, state: ProtonMessageState, site: string): ProtonQueueEntry {
  return {
    message_id: row.message_id ?? `${site}-${row.id}`,
    state,
    address: row.address,
    props: row.props,
    created_ts: double(row.created_ts ?? 0),
    attempts: row.attempts ?? 0,
    next_attempt_ts: row.next_attempt_ts === null ? null : double(row.next_attempt_ts),
    last_error: row.last_error,
  };
}
