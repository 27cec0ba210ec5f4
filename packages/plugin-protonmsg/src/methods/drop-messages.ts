import sql from 'sql-template-tag';
import type { Context } from '@kojikit/hub-core/plugin';
import { notSent } from '../queue/indexes.js';
import { endMessages, siteOf } from '../queue/message-queue.js';
import { refuseUnknown } from './arguments.js';
import { queuedRows } from './queued-ids.js';

/** Gives up queued or dead messages. All of them or, when one is not there, none. */
export async function dropMessages({ db, log, session }: Context, ids: readonly string[]): Promise<number> {
  const site = await siteOf(db);
  const queued = await queuedRows(db, site, ids);
  const isDead = sql`${notSent} AND state = 'dead' AND ${db.dialect.isIn(sql`message_id`, ids)}`;
  const dead = await db.column<string>(sql`SELECT message_id FROM kojikit_messages WHERE ${isDead}`);
  refuseUnknown(ids, [...queued.keys(), ...dead], 'queued or dead');
  if (queued.size > 0) await endMessages(db, site, [...queued.values()], 'dropped', true);
  await db.run(sql`UPDATE kojikit_messages SET state = 'dropped' WHERE ${isDead}`);
  log.info({ messageIds: ids, user: session.userName }, 'messages were dropped');
  return new Set([...queued.keys(), ...dead]).size;
}
