import { dirname, resolve } from 'node:path';
import { interruptible } from '@kojikit/command-line';
import { makeFolder } from '@kojikit/protocol';
import { asOneError, assembleHub } from '../assemble-hub.js';
import { kindOfBackup } from '../backup/kind-of-backup.js';
import { databaseOptions } from '../config/index.js';
import type { AppliedMigration } from '../db/migrations/applied-migrations.js';
import { coreMigrations } from '../db/migrations/core-migrations.js';
import { refuseNewerDatabase } from '../db/migrations/newer-database.js';
import { installedPages } from '../plugins/installed-pages.js';
import { configured } from './configured.js';

/**
 * `koji-hub restore FILE`: puts what `koji-hub backup` has written into the place of the database, all of it or nothing, which
 * is what SIGINT and SIGTERM leave. Throws an
 * error that says what is in the way: hubs that run, a database that is not empty, a file that is not whole or of a later
 * version.
 * @param replace whether a database that is not empty is replaced.
 */
export async function restore(file: string | undefined, from: string, replace: boolean): Promise<number> {
  const config = await configured(file);
  const assembled = await assembleHub(config, await installedPages());
  const mistake = asOneError(assembled.mistakes);
  if (mistake !== undefined) throw mistake;
  const connection = databaseOptions(config);
  const path = resolve(from);
  const kind = kindOfBackup(path);
  if (kind !== connection.kind)
    throw new Error(`${from} is a backup of ${kind}, and hub.conf names a database of ${connection.kind}`);
  const known = [...coreMigrations, ...assembled.registry.migrations];
  const refuseNewer = (applied: readonly AppliedMigration[]): string[] => {
    refuseNewerDatabase(applied, known);
    const names = new Set(applied.map(({ name }) => name));
    return known.filter(({ name }) => !names.has(name)).map(({ name }) => name);
  };
  const lacking = await interruptible('the database is as it was', async (signal) => {
    if (connection.kind === 'postgresql') {
      const { readPostgresBackup, restorePostgres } = await import('../backup/postgres-restore.js');
      const names = refuseNewer(await readPostgresBackup(path, signal));
      await restorePostgres(path, connection.direct ?? connection, replace, signal);
      return names;
    }
    const { readSqliteBackup, restoreSqlite } = await import('../backup/sqlite-restore.js');
    const names = refuseNewer(readSqliteBackup(path));
    makeFolder(dirname(connection.path), 0o700);
    await restoreSqlite(path, connection.path, replace, signal);
    return names;
  });
  const upgrade =
    lacking.length > 0 ? ` It lacks ${lacking.join(', ')}: run 'koji-hub init' to upgrade it.` : '';
  process.stdout.write(
    `Restored the database from ${path}.${upgrade} 'koji-hub check --files' tells which files of KojiDir are missing.\n`,
  );
  return 0;
}
