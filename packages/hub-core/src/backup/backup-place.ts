import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { databaseOptions, exposureOf, type HubConfig } from '../config/index.js';

/**
 * The path of a backup that is to be made. Throws an error for a place where it would be given away or would do harm: a
 * folder that is missing, `KojiDir`, the database itself, and, unless `force` is true, a file that is there already.
 */
export function backupPlace(file: string, config: HubConfig, force: boolean): string {
  const given = resolve(file);
  const folder = dirname(given);
  if (!existsSync(folder))
    throw new Error(`the folder ${folder} does not exist: make it, for its owner alone`);
  const path = join(realpathSync(folder), basename(given));
  if (exposureOf(dirname(path), config) !== undefined) {
    throw new Error(
      `${file} would lie in KojiDir, which web servers give to everybody: a backup holds passwords and sessions; name a file elsewhere`,
    );
  }
  if (!existsSync(path)) return path;
  if (statSync(path).isDirectory()) throw new Error(`${file} is a folder: name a file in it`);
  if (databaseFiles(config).includes(realpathSync(path)))
    throw new Error(`${file} is the database itself: name another file`);
  if (!force) throw new Error(`${file} exists already: name another file, or replace it with --force`);
  return path;
}

function databaseFiles(config: HubConfig): string[] {
  const connection = databaseOptions(config);
  if (connection.kind !== 'sqlite' || !existsSync(connection.path)) return [];
  const path = realpathSync(connection.path);
  return ['', '-wal', '-shm', '-journal'].map((ending) => `${path}${ending}`);
}
