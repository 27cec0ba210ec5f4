import { databaseOptions, type HubConfig } from '../config/index.js';

/**
 * What a pooler between the hub and its database keeps from working, as sentences that say what to do. Throws when the
 * configuration cannot be read or the database is away.
 */
export async function poolerDoubts(config: HubConfig): Promise<string[]> {
  const connection = databaseOptions(config);
  if (connection.kind === 'sqlite') return [];
  const { poolerDoubt } = await import('../db/postgres/pooler-doubt.js');
  const doubt = await poolerDoubt(connection);
  return doubt === undefined ? [] : [doubt];
}
