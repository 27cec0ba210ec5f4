import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from './faults.js';
import { IniFile, parseIni } from './ini.js';
import { statsAt } from './stats-at.js';

/** A file or folder to read; `required` makes its absence an error. */
export interface IniSource {
  readonly path: string;
  readonly required?: boolean;
}

/**
 * Reads files, and of folders their `*.conf` files in the order of their names. Later values win. What does not exist
 * is passed over unless it is required. Throws ConfigurationError when something cannot be read.
 */
export function readIniFiles(sources: readonly (string | IniSource)[]): IniFile {
  const all = new IniFile();
  for (const source of sources) {
    const { path, required = false } = typeof source === 'string' ? { path: source } : source;
    for (const file of filesOf(path, required)) all.merge(parseIni(read(file), file));
  }
  return all;
}

function filesOf(path: string, required: boolean): string[] {
  const kind = statsAt(path);
  if (kind === undefined) {
    if (required) throw new ConfigurationError(`Config file ${path} can't be opened.`);
    return [];
  }
  if (!kind.isDirectory()) return [path];
  const files = readdirSync(path)
    .filter((name) => name.endsWith('.conf'))
    .sort()
    .map((name) => join(path, name));
  if (required && files.length === 0)
    throw new ConfigurationError(`No config files found in directory: ${path}`);
  return files;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError(`Config file ${file} can't be opened.`, { cause });
  }
}
