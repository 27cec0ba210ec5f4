import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { GenericError, PathInfo } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { errorCode } from '../error-facts.js';

/**
 * Where a volume is mounted. The name is checked: it must not lead elsewhere. Throws GenericError
 * `Invalid volume name: <name>`.
 */
export function volumeFolder(ctx: Context, name: string): string {
  const paths = new PathInfo(ctx.config.KojiDir);
  const folder = resolve(paths.volume(name));
  if (name === 'DEFAULT') return folder;
  const below = relative(resolve(paths.topdir, 'vol'), folder);
  if (below !== name || below.split(sep).includes('..')) {
    throw new GenericError(`Invalid volume name: ${name}`);
  }
  return folder;
}

/** Whether a path leads to a folder, over links if need be. */
export async function isFolder(path: string): Promise<boolean> {
  return (await statOrNothing(path))?.isDirectory() ?? false;
}

/** What a path leads to, or undefined when that is nothing. */
export async function statOrNothing(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}
