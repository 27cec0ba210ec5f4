import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresOptions } from './postgres-options.js';
import { ServerConnection } from './server-connection.js';
import { sessionOf } from './session.js';

/** Milliseconds that a notification may take before it counts as lost. */
const PATIENCE = 5000;

/**
 * Whether notifications arrive where the hub would listen to them, which they do not behind a pooler that gives each
 * transaction another connection: a sentence that says what to do, or nothing. Throws when the database is away.
 */
export async function poolerDoubt(options: PostgresOptions): Promise<string | undefined> {
  if (await hearsNotifications(options.direct ?? options)) return undefined;
  const lost =
    'notifications of the database do not arrive, so that hubs hear late or never of what others do';
  if (options.direct !== undefined)
    return `${lost}: DBDirectConnection leads to a pooler, expected the address of PostgreSQL itself`;
  const pooler = options.preparedStatements === false ? '' : 'DBPooler = on and ';
  return `${lost}: if there is a pooler such as pgbouncer, set ${pooler}DBDirectConnection to the address of PostgreSQL itself`;
}

async function hearsNotifications(options: PostgresOptions): Promise<boolean> {
  const [hearing, telling] = [0, 1].map(() => new ServerConnection(sessionOf(options, PATIENCE)));
  const channel = `kojikit_${randomUUID().replaceAll('-', '')}`;
  try {
    await Promise.all([hearing!.connect(), telling!.connect()]);
    await hearing!.query(`LISTEN ${channel}`);
    const heard = once(hearing!, 'notification').then(() => true);
    await telling!.query('SELECT pg_notify($1, $2)', [channel, 'hello']);
    return await Promise.race([heard, sleep(PATIENCE, false, { ref: false })]);
  } finally {
    await Promise.all([hearing!.end(), telling!.end()].map((end) => end.catch(() => undefined)));
  }
}
