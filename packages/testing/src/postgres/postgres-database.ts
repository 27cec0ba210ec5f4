import { openDatabase, type OpenOptions } from '@kojikit/hub-core';
import type { HubPlugin } from '@kojikit/hub-core/plugin';
import pg from 'pg';
import type { StartPooler } from '../start-pooler.js';
import { fillTemplate, templateKey } from '../template.js';
import type { TestDatabase } from '../test-database.js';
import type { BrokerAnswer } from './broker.js';
import { databaseUrl } from './databases.js';
import { findPostgres } from './find-postgres.js';

type Server = Exclude<BrokerAnswer, { why: string }>;

const templates = new Map<string, Promise<string>>();
let administration: pg.Pool | undefined;
let made = 0;

/** A database of its own on the test server, copied from a template that the first worker of the run makes. */
export async function postgresDatabase(
  plugins: readonly HubPlugin[],
  options: OpenOptions,
  pooler?: StartPooler,
): Promise<TestDatabase> {
  const server = await findPostgres();
  if ('why' in server) throw new Error(`there is no PostgreSQL to test with: ${server.why}`);
  const key = templateKey(plugins);
  let template = templates.get(key);
  if (template === undefined) templates.set(key, (template = makeTemplate(server, key, plugins)));
  const name = `${server.prefix}_${process.pid}_${++made}`;
  await administer(
    server,
    `CREATE DATABASE ${quoted(name)} TEMPLATE ${quoted(await template)} STRATEGY FILE_COPY`,
  );
  const url = databaseUrl(server.url, name);
  const address = pooler ? { url: await pooler(url), preparedStatements: false, direct: { url } } : { url };
  const database = await openDatabase({ kind: 'postgresql', ...address, poolSize: 4 }, options);
  return {
    database,
    connectionString: url,
    async remove() {
      await database.close();
      await administer(server, `DROP DATABASE ${quoted(name)} WITH (FORCE)`);
    },
  };
}

async function makeTemplate(server: Server, key: string, plugins: readonly HubPlugin[]): Promise<string> {
  const name = `${server.prefix}_template_${key}`;
  const client = await pool(server).connect();
  try {
    // Workers of one run agree on who makes it: the name is taken once it is filled.
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) {
      const filling = `${name}_filling`;
      await client.query(`CREATE DATABASE ${quoted(filling)} TEMPLATE template0 ENCODING 'UTF8'`);
      const database = await openDatabase({ kind: 'postgresql', url: databaseUrl(server.url, filling) });
      try {
        await fillTemplate(database, plugins);
      } finally {
        await database.close();
      }
      await client.query(`ALTER DATABASE ${quoted(filling)} RENAME TO ${quoted(name)}`);
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()');
    client.release();
  }
  return name;
}

async function administer(server: Server, statement: string): Promise<void> {
  await pool(server).query(statement);
}

/** Connections for making and dropping databases; they keep no process alive. */
function pool(server: Server): pg.Pool {
  if (administration === undefined) {
    administration = new pg.Pool({ connectionString: server.url, max: 2, allowExitOnIdle: true });
    administration.on('error', () => undefined);
  }
  return administration;
}

const quoted = (name: string) => pg.escapeIdentifier(name);
