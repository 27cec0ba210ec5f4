import { openBroker } from './postgres/broker.js';
import { BROKER_VARIABLE, SERVER_VARIABLE } from './postgres/find-postgres.js';

/**
 * A vitest `globalSetup`: all test files of the run share one PostgreSQL, which starts when the first of them asks and
 * is stopped and removed at the end of the run. With `KOJIKIT_TEST_POSTGRES=postgresql://…` they use that server.
 * @example
 * // vitest.config.ts
 * export default defineConfig({ test: { globals: true, globalSetup: ['@kojikit/testing/postgres-setup'] } });
 */
export async function setup(): Promise<() => Promise<void>> {
  const broker = await openBroker(process.env[SERVER_VARIABLE]);
  process.env[BROKER_VARIABLE] = broker.path;
  return async () => {
    delete process.env[BROKER_VARIABLE];
    await broker.close();
  };
}
