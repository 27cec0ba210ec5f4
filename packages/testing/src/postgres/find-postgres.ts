import { askBroker, databasePrefix, type BrokerAnswer } from './broker.js';
import { startPostgres } from './start-postgres.js';

/** The environment variable that names a running server to test with. */
export const SERVER_VARIABLE = 'KOJIKIT_TEST_POSTGRES';
/** The environment variable through which workers find the broker of their test run. */
export const BROKER_VARIABLE = 'KOJIKIT_POSTGRES_BROKER';

let found: Promise<BrokerAnswer> | undefined;

/**
 * The PostgreSQL to test with: the one of this test run if the run has a setup, otherwise the server that
 * `KOJIKIT_TEST_POSTGRES` names, otherwise one of this process alone. Asked and started once per process.
 */
export function findPostgres(): Promise<BrokerAnswer> {
  return (found ??= find());
}

async function find(): Promise<BrokerAnswer> {
  const broker = process.env[BROKER_VARIABLE];
  if (broker !== undefined) return askBroker(broker);
  const given = process.env[SERVER_VARIABLE];
  const server = given === undefined ? await startPostgres() : { url: given };
  return 'why' in server ? server : { url: server.url, prefix: databasePrefix() };
}
