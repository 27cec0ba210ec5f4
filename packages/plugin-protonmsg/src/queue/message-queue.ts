import sql, { type Sql } from 'sql-template-tag';
import type { Database, Queries } from '@kojikit/hub-core/plugin';
import type { Message, PropertyValue } from '../messages/message.js';
import type { Entry } from './entry.js';

/** How a message ended. Only `dead` ones can be put back. */
export type EndState = 'sent' | 'dead' | 'expired' | 'dropped';

interface QueueRow {
  id: number;
  address: string;
  props: Record<string, PropertyValue>;
  body: string;
  created: number | null;
  message_id: string | null;
  attempts: number | null;
  next_attempt: number | null;
}

/**
 * Writes a message of this transaction to Koji's table. It is sent when, and only when, the transaction commits; no call waits
 * for this write by itself.
 */
export async function enqueue(db: Queries, { address, props, body }: Message): Promise<void> {
  await db.later(sql`
    INSERT INTO proton_queue (address, props, body) VALUES (${address}, ${JSON.stringify(props)}, ${body})`);
}

/** Koji's table `proton_queue` with what is kept beside it, a transaction per step. */
export class MessageQueue {
  private siteName: string | undefined;

  constructor(private readonly database: Database) {}

  /** Whether anything is queued, due or not. Costs one read. */
  async hasRows(): Promise<boolean> {
    return (await this.read((db) => db.value(sql`SELECT 1 FROM proton_queue LIMIT 1`))) !== undefined;
  }

  /** The next rows after the one with this id, in order. */
  async after(id: number, limit: number): Promise<Entry[]> {
    const site = await this.site();
    const rows = await this.read((db) =>
      db.all<QueueRow>(sql`
        SELECT q.id, q.address, q.props, CAST(q.body AS TEXT) AS body,
               ${db.dialect.epoch(sql`q.created_ts`)} AS created,
               a.message_id, a.attempts, ${db.dialect.epoch(sql`a.next_attempt`)} AS next_attempt
          FROM proton_queue q LEFT JOIN kojikit_message_attempts a ON a.queue_id = q.id
         WHERE q.id > ${id} ORDER BY q.id LIMIT ${limit}`),
    );
    return rows.map((row) => ({
      queueId: row.id,
      messageId: row.message_id ?? `${site}-${row.id}`,
      address: row.address,
      props: row.props,
      body: row.body,
      created: (row.created ?? Date.now() / 1000) * 1000,
      attempts: row.attempts ?? 0,
      notBefore: row.next_attempt === null ? undefined : row.next_attempt * 1000,
    }));
  }

  /** Queues messages that could not be sent from memory; they keep their ids. */
  async add(entries: readonly Entry[]): Promise<void> {
    await this.database.transaction(async (db) => {
      for (const { address, props, body, created, messageId, attempts } of entries) {
        const queueId = await db.nextId('proton_queue');
        await db.later(sql`
          INSERT INTO proton_queue (id, created_ts, address, props, body)
          VALUES (${queueId}, ${db.dialect.moment(created / 1000)}, ${address}, ${JSON.stringify(props)}, ${body})`);
        await db.insert('kojikit_message_attempts', { queue_id: queueId, message_id: messageId, attempts });
      }
    });
  }

  /** Notes that messages were sent from memory, for consumers that ask again. */
  async noteSent(entries: readonly Entry[]): Promise<void> {
    await this.database.transaction(async (db) => {
      for (const { address, props, body, created, messageId } of entries) {
        await db.later(sql`
          INSERT INTO kojikit_messages (message_id, state, created, address, props, body)
          VALUES (${messageId}, 'sent', ${db.dialect.moment(created / 1000)}, ${address},
                  ${JSON.stringify(props)}, ${body})`);
      }
    });
  }

  /** Takes messages that are done with out of the queue; `keep` says whether a trace stays. */
  async finish(ids: readonly number[], state: EndState, keep: boolean): Promise<void> {
    const site = await this.site();
    await this.database.transaction((db) => endMessages(db, site, ids, state, keep));
  }

  /** Notes a refusal and when to try again; `counts` says whether it brings the message nearer to being dead. */
  async refuse(id: number, error: string, nextAttempt: number, counts: boolean): Promise<void> {
    const step = counts ? 1 : 0;
    await this.database.transaction(async (db) => {
      const next = db.dialect.moment(nextAttempt / 1000);
      await db.run(sql`
        INSERT INTO kojikit_message_attempts (queue_id, attempts, next_attempt, last_error)
        SELECT ${id}, ${step}, ${next}, ${error} WHERE EXISTS (SELECT 1 FROM proton_queue WHERE id = ${id})
        ON CONFLICT (queue_id) DO UPDATE
           SET attempts = kojikit_message_attempts.attempts + ${step}, next_attempt = ${next}, last_error = ${error}`);
    });
  }

  /** Ends messages that are older than this many hours. Returns how many. */
  async expire(hours: number): Promise<number> {
    const site = await this.site();
    return this.database.transaction(async (db) => {
      const limit = db.dialect.moment(Date.now() / 1000 - hours * 3600);
      const ids = await db.column<number>(sql`SELECT id FROM proton_queue WHERE created_ts < ${limit}`);
      if (ids.length > 0) await endMessages(db, site, ids, 'expired', true);
      return ids.length;
    });
  }

  /** Forgets messages that ended longer ago than this many hours. Dead ones stay until somebody decides. */
  async prune(hours: number): Promise<void> {
    await this.database.transaction(async (db) => {
      const limit = db.dialect.moment(Date.now() / 1000 - hours * 3600);
      await db.later(sql`DELETE FROM kojikit_messages WHERE ended < ${limit} AND state <> 'dead'`);
      // Koji's hub deletes from its own table only.
      await db.later(sql`
        DELETE FROM kojikit_message_attempts WHERE NOT EXISTS (SELECT 1 FROM proton_queue q WHERE q.id = queue_id)`);
    });
  }

  private async site(): Promise<string> {
    return (this.siteName ??= await this.read(siteOf));
  }

  private async read<T>(body: (db: Queries) => Promise<T>): Promise<T> {
    const db = this.database.open();
    try {
      return await body(db);
    } finally {
      await db.release();
    }
  }
}

/** The name of this database in message ids. */
export async function siteOf(db: Queries): Promise<string> {
  const site = await db.value<string>(sql`SELECT site FROM kojikit_message_site`);
  if (site === undefined) throw new Error('table kojikit_message_site has lost its row');
  return site;
}

/** Moves messages from the queue to where ended ones are kept, or only takes them away. */
export async function endMessages(
  db: Queries,
  site: string,
  ids: readonly number[],
  state: EndState,
  keep: boolean,
): Promise<void> {
  if (keep) {
    await db.later(sql`
      INSERT INTO kojikit_messages
             (message_id, queue_id, state, created, attempts, last_error, address, props, body)
      SELECT COALESCE(a.message_id, ${`${site}-`} || q.id), q.id, ${state}, q.created_ts,
             COALESCE(a.attempts, 0), a.last_error, q.address, q.props, q.body
        FROM proton_queue q LEFT JOIN kojikit_message_attempts a ON a.queue_id = q.id
       WHERE ${isOneOf(db, sql`q.id`, ids)} ORDER BY q.id`);
  }
  await db.later(sql`DELETE FROM proton_queue WHERE ${isOneOf(db, sql`id`, ids)}`);
  await db.later(sql`DELETE FROM kojikit_message_attempts WHERE ${isOneOf(db, sql`queue_id`, ids)}`);
}

/** Messages that are ended at once only when many wait. */
const MANY = 250;

/**
 * Whether a column is one of these numbers, which are different. Those of a backlog follow each other, and PostgreSQL finds the rows
 * between two in less time than those of a list; where one is missing, its row may only not be committed yet. For few it is a list
 * always: PostgreSQL keeps the plan of what lies between two, and one that was made for few rows reads the whole table of a backlog.
 */
function isOneOf(db: Queries, column: Sql, ids: readonly number[]): Sql {
  let [first, last] = [Infinity, -Infinity];
  for (const id of ids) {
    first = Math.min(first, id);
    last = Math.max(last, id);
  }
  const followEachOther = last - first === ids.length - 1;
  return ids.length >= MANY && followEachOther
    ? sql`${column} BETWEEN ${first} AND ${last}`
    : db.dialect.isIn(column, ids);
}
