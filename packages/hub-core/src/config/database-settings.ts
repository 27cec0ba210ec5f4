import { join } from 'node:path';
import type { HubOptionValues } from './hub-config.js';

/** Which database the configuration names. */
export type DatabaseSettings =
  | { readonly engine: 'sqlite'; readonly path: string }
  | ({ readonly engine: 'postgresql' } & PostgresqlSettings);

export interface PostgresqlSettings {
  /** A whole `postgresql://` URL; the other members are then left out. */
  readonly url?: string;
  readonly database?: string;
  readonly user?: string;
  /** Host name, address, or the folder of the server's socket. */
  readonly host?: string;
  readonly port?: number;
  readonly password?: string;
}

type DatabaseOptions = Pick<
  HubOptionValues,
  'DBConnectionString' | 'DBName' | 'DBUser' | 'DBHost' | 'DBPort' | 'DBPass' | 'KojiDir'
>;

/**
 * The database of a configuration: `DBConnectionString` before `DBName` and friends; neither given: SQLite in
 * `KojiDir/koji.sqlite`. Throws an Error that says what is wrong with the connection string.
 */
export function databaseSettings(options: DatabaseOptions): DatabaseSettings {
  const given = options.DBConnectionString?.trim();
  if (given) return fromConnectionString(given);
  if (options.DBName === undefined) return { engine: 'sqlite', path: join(options.KojiDir, 'koji.sqlite') };
  return {
    engine: 'postgresql',
    database: options.DBName,
    user: options.DBUser,
    host: options.DBHost,
    port: options.DBPort,
    password: options.DBPass,
  };
}

function fromConnectionString(given: string): DatabaseSettings {
  if (given.startsWith('sqlite:')) {
    const path = given.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
    if (path === '') throw new Error('names no file, expected sqlite:PATH');
    return { engine: 'sqlite', path };
  }
  if (/^postgres(ql)?:\/\//.test(given)) return { engine: 'postgresql', url: given };
  return { engine: 'postgresql', ...fromLibpqString(given) };
}

/* libpq's own form: `dbname=koji host=db.example.com`, values with blanks in single quotes, backslash escapes. */
function fromLibpqString(given: string): PostgresqlSettings {
  const members: Record<string, string> = {};
  const pattern = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/y;
  while (pattern.lastIndex < given.length) {
    const match = pattern.exec(given);
    if (match === null) {
      throw new Error('cannot be read, expected sqlite:PATH, postgresql://USER@HOST/NAME or dbname=NAME host=HOST');
    }
    members[match[1]!] = (match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1');
  }
  const { dbname, user, host, hostaddr, port, password } = members;
  if (port !== undefined && !/^\d+$/.test(port)) throw new Error(`has the port "${port}", expected a number`);
  return { database: dbname, user, host: host ?? hostaddr, port: port === undefined ? undefined : Number(port), password };
}
