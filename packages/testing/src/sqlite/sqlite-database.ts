import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type OpenOptions } from '@kojikit/hub-core';
import type { HubPlugin } from '@kojikit/hub-core/plugin';
import { fillTemplate, templateKey } from '../template.js';
import type { TestDatabase } from '../test-database.js';

const images = new Map<string, Promise<Buffer>>();

/** A database in memory, copied from an image that this process makes once. */
export async function sqliteDatabase(
  plugins: readonly HubPlugin[],
  options: OpenOptions,
): Promise<TestDatabase> {
  const key = templateKey(plugins);
  let image = images.get(key);
  if (image === undefined) images.set(key, (image = makeImage(plugins)));
  const database = await openDatabase({ kind: 'sqlite', path: ':memory:', image: await image }, options);
  return { database, connectionString: undefined, remove: () => database.close() };
}

async function makeImage(plugins: readonly HubPlugin[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-image-'));
  try {
    const path = join(folder, 'template.sqlite');
    const database = await openDatabase({ kind: 'sqlite', path });
    try {
      await fillTemplate(database, plugins);
    } finally {
      await database.close();
    }
    return withoutLog(await readFile(path));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A database in memory has no write-ahead log, so the two bytes of the file's header that ask for one are reset. */
function withoutLog(file: Buffer): Buffer {
  file[18] = 1;
  file[19] = 1;
  return file;
}
