import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files of a configuration in the order they are read: `*.conf` of the folder `FILE.d` by name, then the file
 * itself, so that its values win. Files that do not exist are left out.
 */
export function configFiles(file: string): string[] {
  const folder = `${file}.d`;
  const dropIns =
    existsSync(folder) && statSync(folder).isDirectory()
      ? readdirSync(folder)
          .filter((name) => name.endsWith('.conf') && !name.startsWith('.'))
          .sort()
          .map((name) => join(folder, name))
      : [];
  return existsSync(file) ? [...dropIns, file] : dropIns;
}
