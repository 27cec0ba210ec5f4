import { errorCode } from '../error-facts.js';

/**
 * Takes a file for this process alone, until it is given back or the process ends, however it ends: the lock is the
 * operating system's. The file is made when it is missing, and stays.
 * @returns what gives it back; undefined while another process has it.
 */
export async function lockFile(path: string): Promise<(() => void) | undefined> {
  const { openFile } = await import('./sqlite/driver.js');
  try {
    const file = openFile(path, 0);
    file.exec('BEGIN EXCLUSIVE');
    return () => void file.close();
  } catch (error) {
    if (errorCode(error).startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
}
