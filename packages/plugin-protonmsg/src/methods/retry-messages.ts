import sql from 'sql-template-tag';
import type { Context } from '@kojikit/hub-core/plugin';
import { BUS_TOPIC } from '../delivery/bus.js';
import { notSent } from '../queue/indexes.js';
import { refuseUnknown } from './arguments.js';

interface DeadRow {
  id: number;
  message_id: string;
  queue_id: number;
}

/** Puts dead messages back, all (null) or some, under their old ids and places; their age counts from now. */
export async function retryMessages(ctx: Context, ids: readonly string[] | null): Promise<number> {
  const { db, signals } = ctx;
  const which = ids === null ? sql`true` : db.dialect.isIn(sql`message_id`, ids);
  const dead = await db.lockRows<DeadRow>(sql`
    SELECT id, message_id, queue_id FROM kojikit_messages
     WHERE ${notSent} AND state = 'dead' AND ${which} ORDER BY id`);
  refuseUnknown(
    ids ?? [],
    dead.map(({ message_id: id }) => id),
    'dead',
  );
  for (const { id, message_id: messageId, queue_id: queueId } of dead) {
    await db.run(sql`
      INSERT INTO proton_queue (id, created_ts, address, props, body)
      SELECT queue_id, ${db.dialect.now()}, address, props, body FROM kojikit_messages WHERE id = ${id}`);
    await db.insert('kojikit_message_attempts', { queue_id: queueId, message_id: messageId });
    await db.delete('kojikit_messages', sql`id = ${id}`);
  }
  if (dead.length > 0) ctx.afterCommit(() => signals.announce(BUS_TOPIC));
  return dead.length;
}
