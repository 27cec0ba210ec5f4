import { join, resolve } from 'node:path';
import { dictionary } from '@kojikit/protocol';
import type { DatabaseConnection } from '../db/open-database.js';
import type { PostgresOptions } from '../db/postgres/postgres-options.js';
import type { HubOptionValues } from './hub-config.js';

type DatabaseOptions = Pick<
  HubOptionValues,
  'DBConnectionString' | 'DBName' | 'DBUser' | 'DBHost' | 'DBPort' | 'DBPass' | 'KojiDir'
> &
  Partial<Pick<HubOptionValues, 'DBPooler' | 'DBDirectConnection'>>;

/**
 * The database that a configuration names: `DBConnectionString` before `DBName` and friends; neither given: SQLite in
 * a folder of its own beside `KojiDir`. Throws an Error that says what is wrong with the connection string.
 */
export function databaseOptions(options: DatabaseOptions): DatabaseConnection {
  const connection = namedDatabase(options);
  const direct = directDatabase(options);
  if (connection.kind === 'sqlite') {
    if (direct === undefined && options.DBPooler !== true) return connection;
    throw new Error('names SQLite; DBPooler and DBDirectConnection are for PostgreSQL');
  }
  return {
    ...connection,
    ...(options.DBPooler === true && { preparedStatements: false }),
    ...(direct && { direct }),
  };
}

function directDatabase({ DBDirectConnection }: DatabaseOptions): PostgresOptions | undefined {
  const given = DBDirectConnection?.trim();
  if (!given) return undefined;
  const direct = fromConnectionString(given);
  if (direct.kind === 'postgresql') return direct;
  throw new Error('has a DBDirectConnection of SQLite beside it, expected PostgreSQL');
}

function namedDatabase(options: DatabaseOptions): DatabaseConnection {
  const given = options.DBConnectionString?.trim();
  if (given) return fromConnectionString(given);
  if (options.DBName === undefined) return { kind: 'sqlite', path: defaultDatabase(options) };
  return {
    kind: 'postgresql',
    database: options.DBName,
    user: options.DBUser,
    host: options.DBHost,
    port: options.DBPort,
    password: options.DBPass,
  };
}

/** Where the database is when the configuration names none: `/mnt/koji-hub/koji.sqlite` for `/mnt/koji`. */
function defaultDatabase({ KojiDir }: DatabaseOptions): string {
  return join(`${resolve(KojiDir)}-hub`, 'koji.sqlite');
}

/**
 * Where older versions kept the database, among the files that are served; undefined when the configuration names one.
 */
export function formerDatabase(options: DatabaseOptions): string | undefined {
  const named = options.DBConnectionString?.trim() || options.DBName !== undefined;
  return named ? undefined : join(resolve(options.KojiDir), 'koji.sqlite');
}

function fromConnectionString(given: string): DatabaseConnection {
  if (given.startsWith('sqlite:')) {
    const path = given.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
    if (path === '') throw new Error('names no file, expected sqlite:PATH');
    return { kind: 'sqlite', path };
  }
  if (/^postgres(ql)?:\/\//.test(given)) return { kind: 'postgresql', url: given };
  return fromLibpqString(given);
}

/* libpq's own form: `dbname=koji host=db.example.com`, values with blanks in single quotes, backslash escapes. */
function fromLibpqString(given: string): DatabaseConnection {
  const members = dictionary<string>();
  const pattern = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/y;
  while (pattern.lastIndex < given.length) {
    const match = pattern.exec(given);
    if (match === null) {
      throw new Error(
        'cannot be read, expected sqlite:PATH, postgresql://USER@HOST/NAME or dbname=NAME host=HOST',
      );
    }
    members[match[1]!] = (match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1');
  }
  const { dbname, user, host, hostaddr, port, password, ...more } = members;
  if (port !== undefined && !/^\d+$/.test(port)) throw new Error(`has the port "${port}", expected a number`);
  if (Object.keys(more).length === 0) {
    return {
      kind: 'postgresql',
      database: dbname,
      user,
      host: host ?? hostaddr,
      port: port === undefined ? undefined : Number(port),
      password,
    };
  }
  // The driver reads sslmode and the like in a URL alone, which then is all that it reads.
  const url = new URL('postgresql:///');
  if (dbname !== undefined) url.pathname = encodeURIComponent(dbname);
  const all = { host: host ?? hostaddr, port, user, password, ...more };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) url.searchParams.set(name, value);
  return { kind: 'postgresql', url: url.href };
}
