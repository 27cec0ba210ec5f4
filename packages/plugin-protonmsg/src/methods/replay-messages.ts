import { double, GenericError, ParameterError } from '@kojikit/protocol';
import type { Context, Queries } from '@kojikit/hub-core/plugin';
import sql, { type Sql } from 'sql-template-tag';
import type { Replay, ReplayedMessage } from '../api.js';
import { firstRowSince, keptRow } from '../queue/kept-messages.js';
import { siteOf } from '../queue/message-queue.js';

interface Row {
  /** Null for a message that was never tried. */
  message_id: string | null;
  id: number;
  state: ReplayedMessage['state'];
  address: string;
  props: ReplayedMessage['props'];
  body: string;
  created_ts: number | null;
}

/** What messages are wanted since: one of them or a time, not both; neither for all. */
export interface ReplayStart {
  readonly id: string | null;
  /** Seconds since 1970, or a date as text. */
  readonly time: number | string | null;
}

/**
 * Messages again, for consumers that missed some. Ended ones are numbered under the queue's lock, in the order in which
 * brokers took them, so none can appear before a cursor later on. Those that wait are added at the end, without moving
 * the cursor: they come again when they are sent, with the same id.
 */
export async function replayMessages({ db }: Context, since: ReplayStart, limit: number): Promise<Replay> {
  if (since.id !== null && since.time !== null) {
    throw new ParameterError('give since_id or since_time, not both');
  }
  const { epoch } = db.dialect;
  const where = await start(db, since);
  const ended = await db.all<Row>(sql`
    SELECT id, message_id, state, address, props, CAST(body AS TEXT) AS body, ${epoch(sql`created`)} AS created_ts
      FROM kojikit_messages WHERE state <> 'dropped' AND ${where} ORDER BY id LIMIT ${limit + 1}`);
  const more = ended.length > limit;
  if (more) ended.pop();
  const waiting = more ? [] : await queued(db, limit - ended.length);
  const site = await siteOf(db);
  return {
    messages: [...ended, ...waiting].map(
      ({ message_id: id, id: number, state, address, props, body, created_ts: created }) => ({
        message_id: id ?? `${site}-${number}`,
        state,
        address,
        props,
        body,
        created_ts: double(created ?? 0),
      }),
    ),
    cursor: ended.at(-1)?.message_id ?? since.id,
    more,
  };
}

async function start(db: Queries, { id: messageId, time }: ReplayStart): Promise<Sql> {
  if (messageId !== null) {
    const last = await keptRow(db, messageId);
    if (last === undefined) {
      throw new GenericError(`no message with id ${messageId} is kept (any more): ask by since_time`);
    }
    return sql`id > ${last}`;
  }
  if (time === null) return sql`true`;
  const first = await firstRowSince(db, time);
  return first === undefined ? sql`false` : sql`id >= ${first}`;
}

async function queued(db: Queries, limit: number): Promise<Row[]> {
  if (limit === 0) return [];
  return db.all<Row>(sql`
    SELECT q.id, a.message_id, 'queued' AS state, q.address, q.props, CAST(q.body AS TEXT) AS body,
           ${db.dialect.epoch(sql`q.created_ts`)} AS created_ts
      FROM proton_queue q LEFT JOIN kojikit_message_attempts a ON a.queue_id = q.id
     ORDER BY q.id LIMIT ${limit}`);
}
