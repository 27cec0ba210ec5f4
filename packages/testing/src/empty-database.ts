import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseConnection } from '@kojikit/hub-core';
import { engines, skipWithout, type Engine } from './engines.js';
import { administer, databaseUrl } from './postgres/databases.js';
import { findPostgres } from './postgres/find-postgres.js';
import { testFramework, whenTestFinishes, type TestFramework } from './test-framework.js';

/** Makes an empty database, which is removed when the running test ends, and returns how to open it. */
export type MakeEmptyDatabase = () => Promise<DatabaseConnection>;

let made = 0;

/**
 * Describes tests of the database layer itself once per engine. Each database is empty, without any schema; on SQLite
 * it is a file, so that it can be opened twice.
 */
export function eachEmptyDatabase(
  name: string,
  body: (make: MakeEmptyDatabase, engine: Engine) => void,
  framework?: TestFramework,
): void {
  const { describe, beforeEach } = testFramework(framework);
  for (const engine of engines()) {
    describe(`${name} (${engine})`, () => {
      beforeEach((test) => skipWithout(engine, test));
      body(engine === 'sqlite' ? emptySqlite : emptyPostgres, engine);
    });
  }
}

async function emptySqlite(): Promise<DatabaseConnection> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-empty-'));
  whenTestFinishes(() => rm(folder, { recursive: true, force: true }));
  return { kind: 'sqlite', path: join(folder, 'koji.sqlite') };
}

async function emptyPostgres(): Promise<DatabaseConnection> {
  const server = await findPostgres();
  if ('why' in server) throw new Error(`there is no PostgreSQL to test with: ${server.why}`);
  const name = `${server.prefix}_empty_${process.pid}_${++made}`;
  await administer(server.url, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`),
  );
  whenTestFinishes(async () => {
    await administer(server.url, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  });
  return { kind: 'postgresql', url: databaseUrl(server.url, name) };
}
