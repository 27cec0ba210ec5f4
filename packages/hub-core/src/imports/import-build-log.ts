import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import { buildFolder, type BuildPlace } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { placeFile } from '../stored-files/index.js';
import { isInner } from '../uploads/index.js';

/**
 * Puts an uploaded log among those of a build. Throws GenericError when there is one of this name already.
 * @param path a real path, checked before.
 * @param folder below the build's logs, an arch mostly; left out or empty: none.
 */
export async function importBuildLog(
  ctx: Context,
  path: string,
  build: BuildPlace,
  folder?: string | null,
): Promise<void> {
  if (folder && !isInner(folder)) throw new GenericError(`Invalid folder of logs: ${folder}`);
  const destination = join(buildFolder(ctx, build), 'data', 'logs', folder || '.', basename(path));
  // Logs have no rows. A try that was killed has given the upload a second name, and has left the first.
  const existing = (await isSameFile(path, destination)) ? 'replace' : 'refuse';
  await placeFile(ctx, path, destination, { existing, failure: 'Error importing build log.' });
}

async function isSameFile(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all([path, other].map((name) => lstat(name).catch(() => undefined)));
  return one !== undefined && two !== undefined && one.ino === two.ino && one.dev === two.dev;
}
