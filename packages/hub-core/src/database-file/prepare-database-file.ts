import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '@kojikit/protocol';
import type { Logger } from 'pino';
import { databaseOptions, formerDatabase, type HubConfig } from '../config/index.js';
import { moveDatabase } from './move-database.js';

/**
 * Sees to the file of a SQLite database before it is opened: one that an older version left among the served files is moved
 * to where it belongs, and the folder is made for its owner alone. Looking at a database must not make one: only a hub that
 * may create the schema creates its folder; for others, a file that is missing is an error that says so.
 */
export async function prepareDatabaseFile(
  config: HubConfig,
  mode: 'apply' | 'refuse',
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const connection = databaseOptions(config);
  if (connection.kind !== 'sqlite' || connection.path === ':memory:') return;
  const { path } = connection;
  const former = formerDatabase(config);
  if (former !== undefined && (await moveDatabase(former, path)))
    log.warn({ from: former, to: path }, 'the database was moved out of the folder of served files');
  if (mode === 'apply') makeFolder(dirname(path), 0o700);
  else if (!existsSync(path))
    throw new Error(`there is no database at ${path}: run 'koji-hub init' to create it`);
}
