import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a buildroot's folder says of itself, so that it is known after a restart. */
export interface RootRecord {
  readonly id: number;
  readonly name: string;
  /** The cached root that this one lies over: together they are the whole. */
  readonly base?: string;
}

const FILE = 'buildroot.json';

/** Writes the record of a folder, whole or not at all. */
export async function writeRecord(directory: string, record: RootRecord): Promise<void> {
  const beside = join(directory, `${FILE}.new`);
  await writeFile(beside, JSON.stringify(record));
  await rename(beside, join(directory, FILE));
}

/** The record of a folder; undefined if it has none. */
export async function readRecord(directory: string): Promise<RootRecord | undefined> {
  const text = await readFile(join(directory, FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { id, name, base } = JSON.parse(text) as { id?: unknown; name?: unknown; base?: unknown };
    if (typeof id !== 'number' || typeof name !== 'string') return undefined;
    return { id, name, ...(typeof base === 'string' && { base }) };
  } catch {
    return undefined;
  }
}
