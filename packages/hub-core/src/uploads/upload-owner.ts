import { open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import { errorCode } from '../error-facts.js';
import { namingFullDisk } from '../full-disk.js';
import type { Context } from '../ground/context.js';
import { pythonStr } from '../rpc/python-names.js';

/* Holds who a folder of uploads belongs to, as Koji's does; it is made once and never changed. */
const OWNER_FILE = '.user';

const ownerOf = (ctx: Context): string => pythonStr(ctx.session.userId);

/**
 * Makes a folder of uploads the caller's, unless it is somebody's already. Throws GenericError
 * `Invalid upload directory, not owner: <folder>` when it is somebody else's.
 */
export async function claimFolder(ctx: Context, directory: string, given: string): Promise<void> {
  const file = join(directory, OWNER_FILE);
  try {
    const handle = await namingFullDisk(file, () => open(file, 'wx'));
    try {
      await namingFullDisk(file, () => handle.writeFile(ownerOf(ctx)));
    } catch (error) {
      // A file that names nobody would close the folder to everybody.
      await unlink(file);
      throw error;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    await refuseOthersFolder(ctx, directory, given);
  }
}

/** Throws GenericError as `claimFolder` does. A folder that is nobody's may be used by everybody. */
export async function refuseOthersFolder(ctx: Context, directory: string, given: string): Promise<void> {
  const owner = await readOwner(directory);
  if (owner !== undefined && owner !== ownerOf(ctx)) {
    throw new GenericError(`Invalid upload directory, not owner: ${given}`);
  }
}

async function readOwner(directory: string): Promise<string | undefined> {
  try {
    return (await readFile(join(directory, OWNER_FILE), 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
