import type Driver from 'better-sqlite3';
import { errorCode, errorText } from '../../error-facts.js';
import { nativeDriver, nativeDriverName } from './native-driver.js';
import { makePrivateFile } from './private-file.js';

/** Opens a database file, or a database in memory with the contents of one. A file that is
 * made belongs to its owner alone. The native driver loads here, so that hubs on PostgreSQL never need it. */
export function openFile(source: string | Buffer, busyTimeout: number): Driver.Database {
  if (typeof source === 'string' && source !== ':memory:') makePrivateFile(source);
  try {
    const driver = open(source, { timeout: busyTimeout });
    // The driver reads nothing before the first statement, and does not say then which file is no database.
    driver.pragma('schema_version');
    return driver;
  } catch (error) {
    if (errorCode(error).startsWith('SQLITE_')) {
      throw Object.assign(
        new Error(`Cannot open the SQLite database ${shown(source)}: ${errorText(error)}`, {
          cause: error,
        }),
        {
          code: errorCode(error),
        },
      );
    }
    throw error;
  }
}

/** Opens a database file that nothing is to be written to. */
export function openToRead(file: string): Driver.Database {
  return open(file, { readonly: true });
}

function open(source: string | Buffer, options: Driver.Options): Driver.Database {
  try {
    return new (nativeDriver())(source, options);
  } catch (error) {
    if (isMissingDriver(error)) throw new Error(mending(nativeDriverName(), error), { cause: error });
    throw error;
  }
}

function shown(source: string | Buffer): string {
  return typeof source === 'string' ? source : 'given as an image';
}

function isMissingDriver(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return (
    ['ERR_DLOPEN_FAILED', 'MODULE_NOT_FOUND'].includes(errorCode(error)) ||
    /bindings file|NODE_MODULE_VERSION|native addon/i.test(message)
  );
}

function mending(name: ReturnType<typeof nativeDriverName>, error: unknown): string {
  // Nothing is built for the one; of the other npm may have installed the package without its native part.
  if (name === 'better-sqlite3-node-api' || errorCode(error) === 'MODULE_NOT_FOUND')
    return [
      `The SQLite driver for this Node.js (${name}) cannot be loaded: its package was left out when Kojikit was installed,`,
      'as npm does with --omit=optional, or under a Node.js of another version. Install it again with this Node.js:',
      '    npm install --include=optional',
    ].join('\n');
  return [
    `The native part of the SQLite driver (${name}) cannot be loaded: it was not built for this Node.js,`,
    'or npm did not run its install script. Either of these mends it:',
    '    npm rebuild better-sqlite3',
    '    npm install-scripts approve better-sqlite3 && npm rebuild better-sqlite3      (npm 12 and later)',
  ].join('\n');
}
