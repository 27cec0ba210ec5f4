import sql from 'sql-template-tag';
import type { Database, Queries } from '@kojikit/hub-core/plugin';
import { notSent } from './indexes.js';

/** How full the queue is. */
export interface QueueNumbers {
  readonly queued: number;
  readonly dead: number;
  /** Seconds since the oldest queued message was made; 0 when there is none. */
  readonly oldestAge: number;
}

export async function queueNumbers(db: Queries): Promise<QueueNumbers> {
  const queued = await db.first<{ count: number; oldest: number | null }>(
    sql`SELECT count(*) AS count, ${db.dialect.epoch(sql`min(created_ts)`)} AS oldest FROM proton_queue`,
  );
  const dead = await db.value<number>(
    sql`SELECT count(*) FROM kojikit_messages WHERE ${notSent} AND state = 'dead'`,
  );
  const oldest = queued?.oldest ?? null;
  return {
    queued: queued?.count ?? 0,
    dead: dead ?? 0,
    oldestAge: oldest === null ? 0 : Math.max(0, Date.now() / 1000 - oldest),
  };
}

/** {@link queueNumbers} in a transaction of its own. */
export async function readQueueNumbers(database: Database): Promise<QueueNumbers> {
  const db = database.open();
  try {
    return await queueNumbers(db);
  } finally {
    await db.release();
  }
}
