import sql from 'sql-template-tag';
import type { Context } from '@kojikit/hub-core/plugin';
import { BUS_TOPIC, FLUSH_TOPIC } from '../delivery/bus.js';

/** Ends all pauses: of messages that were refused, and of brokers that could not be reached. */
export async function flushQueue(ctx: Context): Promise<number> {
  const { db, signals } = ctx;
  const count = (await db.value<number>(sql`SELECT count(*) FROM proton_queue`)) ?? 0;
  await db.run(sql`UPDATE kojikit_message_attempts SET next_attempt = NULL`);
  ctx.afterCommit(() => {
    signals.announce(FLUSH_TOPIC);
    signals.announce(BUS_TOPIC);
  });
  return count;
}
