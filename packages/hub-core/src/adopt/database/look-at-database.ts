import sql from 'sql-template-tag';
import { databaseOptions, type HubConfig } from '../../config/index.js';
import { coreMigrations } from '../../db/migrations/core-migrations.js';
import type { Migration } from '../../db/migrations/migration.js';
import { errorText } from '../../error-facts.js';
import { Findings, type Finding } from '../finding.js';
import { lookAtAccounts } from './accounts.js';
import { lookAtIds } from './counted-ids.js';
import { lookAtFirstRows } from './first-rows.js';
import { lookAtHosts } from './hosts.js';
import { lookAtOwnSteps } from './own-steps.js';
import { lookAtProducts } from './products.js';
import { readTables } from './read-tables.js';
import { lookAtRights } from './rights.js';
import { lookAtServer } from './server.js';
import { SiteDatabase } from './site-database.js';
import { compareTables } from './tables.js';
import { lookAtTasks } from './tasks.js';
import { lookAtOpenTransactions } from './work-under-way.js';

/** What the folders have to fit to. */
export interface RecordedFiles {
  readonly volumes: readonly string[];
  readonly newestBuilds: readonly RecordedBuild[];
}

/** A build whose files should be on disk. */
export interface RecordedBuild {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly volume_name: string;
}

/** What the database says of itself, and of the files beside it; undefined files where it could not be read. */
export interface DatabaseLook {
  readonly findings: readonly Finding[];
  readonly files: RecordedFiles | undefined;
}

/** Looks at the database that hub.conf names. Writes nothing. */
export async function lookAtDatabase(
  config: HubConfig,
  pluginMigrations: readonly Migration[],
): Promise<DatabaseLook> {
  const found = new Findings('database');
  let db: SiteDatabase | undefined;
  try {
    const connection = databaseOptions(config);
    if (connection.kind === 'sqlite') {
      found.fails('hub.conf names no PostgreSQL database, which is the only kind that Koji has', {
        when: 'configure',
        todo: 'run adopt with the hub.conf of Koji; a new site without Koji begins with koji-hub init',
      });
      return { findings: found.all, files: undefined };
    }
    db = await SiteDatabase.open(connection);
    const server = await lookAtServer(db);
    return await lookInside(db, config, [...coreMigrations, ...pluginMigrations], server);
  } catch (error) {
    found.fails(`the database cannot be reached: ${errorText(error)}`, {
      when: 'configure',
      todo: 'see that DBName, DBUser, DBHost, DBPort and DBPass (or DBConnectionString) lead to it from this machine, and that pg_hba.conf lets this machine in',
    });
    return { findings: found.all, files: undefined };
  } finally {
    await db?.close();
  }
}

async function lookInside(
  db: SiteDatabase,
  config: HubConfig,
  migrations: readonly Migration[],
  server: readonly Finding[],
): Promise<DatabaseLook> {
  const tables = await readTables(db);
  const layout = compareTables(tables);
  const outside = [...server, ...(await lookAtRights(db)), ...layout];
  // Questions to tables that may not be there would only say so again.
  if (layout.some(({ level }) => level === 'fails')) return { findings: outside, files: undefined };
  return {
    findings: [
      ...outside,
      ...(await lookAtOwnSteps(db, migrations)),
      ...(await lookAtOpenTransactions(db)),
      ...(await lookAtFirstRows(db, tables)),
      ...(await lookAtIds(db, tables)),
      ...(await lookAtAccounts(db, config)),
      ...(await lookAtTasks(db)),
      ...(await lookAtHosts(db)),
      ...(await lookAtProducts(db)),
    ],
    files: await recordedFiles(db),
  };
}

async function recordedFiles(db: SiteDatabase): Promise<RecordedFiles> {
  const volumes = await db.rows<{ name: string }>(sql`SELECT name FROM volume ORDER BY name LIMIT 1000`);
  const newestBuilds = await db.rows<RecordedBuild>(sql`
    SELECT package.name AS name, newest.version, newest.release, volume.name AS volume_name
      FROM (SELECT * FROM build ORDER BY id DESC LIMIT 1000) AS newest
      JOIN package ON package.id = newest.pkg_id JOIN volume ON volume.id = newest.volume_id
     WHERE newest.state = 1 ORDER BY newest.id DESC LIMIT 10`);
  return { volumes: volumes.map(({ name }) => name), newestBuilds };
}
