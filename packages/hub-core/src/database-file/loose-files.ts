import { dirname } from 'node:path';
import { databaseOptions, exposureOf, type HubConfig } from '../config/index.js';
import { openToOthers } from './open-to-others.js';

/**
 * What else than the hub could read or change of its own state: a sentence per file, with what to do. A group may read the
 * key of the certificate, as is the custom of web servers.
 */
export function looseFiles(config: HubConfig): string[] {
  const database = sqlitePath(config);
  return [
    ...(database === undefined ? [] : looseDatabase(database, config)),
    ...(config.SSLKey ? openToOthers(config.SSLKey, 0o007, 'holds the key of the certificate') : []),
  ];
}

function looseDatabase(path: string, config: HubConfig): string[] {
  const files = [path, `${path}-wal`, `${path}-shm`];
  const beside =
    exposureOf(path, config) === 'beside'
      ? [
          `${path} lies in KojiDir: a web server that serves all of KojiDir gives it to everybody; move it out`,
        ]
      : [];
  return [
    ...beside,
    ...files.flatMap((file) => openToOthers(file, 0o077, 'holds passwords and sessions')),
    ...openToOthers(dirname(path), 0o022, 'holds the database'),
  ];
}

function sqlitePath(config: HubConfig): string | undefined {
  const connection = databaseOptions(config);
  return connection.kind === 'sqlite' && connection.path !== ':memory:' ? connection.path : undefined;
}
