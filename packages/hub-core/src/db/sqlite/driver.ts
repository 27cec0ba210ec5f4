import Driver from 'better-sqlite3';
import { errorCode, errorText } from '../../error-facts.js';
import { makePrivateFile } from './private-file.js';

/** Opens a database file, or a database in memory with the contents of one. A file that is
 * made belongs to its owner alone. The native driver loads here, so that hubs on PostgreSQL never need it. */
export function openFile(source: string | Buffer, busyTimeout: number): Driver.Database {
  if (typeof source === 'string' && source !== ':memory:') makePrivateFile(source);
  try {
    const driver = new Driver(source, { timeout: busyTimeout });
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
    if (isMissingDriver(error)) throw new Error(mending, { cause: error });
    throw error;
  }
}

function shown(source: string | Buffer): string {
  return typeof source === 'string' ? source : 'given as an image';
}

function isMissingDriver(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return errorCode(error) === 'ERR_DLOPEN_FAILED' || /bindings file|NODE_MODULE_VERSION/.test(message);
}

const mending = [
  'The native part of the SQLite driver (better-sqlite3) cannot be loaded: it was not built for this Node.js,',
  'or npm did not run its install script. Either of these mends it:',
  '    npm rebuild better-sqlite3',
  '    npm install-scripts approve better-sqlite3 && npm rebuild better-sqlite3      (npm 12 and later)',
].join('\n');
