import { statSync } from 'node:fs';
import { interruptible } from '@kojikit/command-line';
import { backupPlace } from '../backup/backup-place.js';
import { writeWhole } from '../backup/write-whole.js';
import { databaseOptions, type HubConfig } from '../config/index.js';
import { configured } from './configured.js';

/**
 * `koji-hub backup FILE`: writes the database as it is at one moment into a private file, while hubs go on working. The file has
 * its name only when it is whole; SIGINT and SIGTERM leave none.
 * @param force whether a file that is there is replaced.
 */
export async function backup(file: string | undefined, to: string, force: boolean): Promise<number> {
  const config = await configured(file);
  const path = backupPlace(to, config, force);
  await interruptible('no backup was written', (signal) =>
    writeWhole(path, (beside) => copyDatabase(config, beside, signal), signal),
  );
  process.stdout.write(
    `Wrote ${path} (${statSync(path).size} bytes). It holds passwords and sessions. Copy the files of KojiDir now: not before.\n`,
  );
  return 0;
}

async function copyDatabase(config: HubConfig, to: string, signal: AbortSignal): Promise<void> {
  const connection = databaseOptions(config);
  if (connection.kind === 'postgresql') {
    const { dumpPostgres } = await import('../backup/postgres-backup.js');
    return dumpPostgres(connection.direct ?? connection, to, signal);
  }
  if (connection.path === ':memory:') throw new Error('a database in memory cannot be backed up');
  const { copySqlite } = await import('../backup/sqlite-backup.js');
  return copySqlite(connection.path, to, signal);
}
