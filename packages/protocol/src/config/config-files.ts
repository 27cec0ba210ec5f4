import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { statsAt } from '../stats-at.js';

/**
 * The files of a configuration in the order they are read: `*.conf` of the folder `FILE.d` by name, then the file
 * itself, so that its values win. Of a folder that is named instead of a file, its `*.conf` by name. Files that do not
 * exist are left out.
 */
export function configFiles(file: string): string[] {
  if (isFolder(file)) return filesOf(file);
  const dropIns = filesOf(`${file}.d`);
  return existsSync(file) ? [...dropIns, file] : dropIns;
}

function filesOf(folder: string): string[] {
  if (!isFolder(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.conf') && !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name));
}

function isFolder(path: string): boolean {
  return statsAt(path)?.isDirectory() ?? false;
}
