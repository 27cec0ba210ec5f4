import { createHash } from 'node:crypto';
import { createHub, defaultHubConfig, type Database } from '@kojikit/hub-core';
import type { HubPlugin } from '@kojikit/hub-core/plugin';
import { seedUsers } from './seed-users.js';

/** Applies the schema to an empty database and writes what every test hub starts with: one event, two users. */
export async function fillTemplate(database: Database, plugins: readonly HubPlugin[]): Promise<void> {
  const config = defaultHubConfig({ LogLevel: 'ERROR' });
  // Only the tables count here: a plugin that cannot do without its file gets it from the test.
  const tables = plugins.map(({ name, migrations }) => ({ name, migrations }));
  const hub = await createHub({ config, database, plugins: tables, schema: 'apply' });
  try {
    await seedUsers(hub, [{ name: 'kojiadmin', permissions: ['admin'] }, { name: 'alice' }]);
  } finally {
    await hub.close();
  }
}

/** Tells templates apart: hubs with the same migrations share one. */
export function templateKey(plugins: readonly HubPlugin[]): string {
  const migrations = plugins.flatMap((plugin) => (plugin.migrations ?? []).map(({ name }) => name));
  return createHash('sha256').update(migrations.sort().join('\n')).digest('hex').slice(0, 12);
}
