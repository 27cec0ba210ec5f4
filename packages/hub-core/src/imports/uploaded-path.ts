import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { GenericError, PathInfo } from '@kojikit/protocol';
import { errorCode } from '../error-facts.js';
import type { Context } from '../ground/context.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { isInner, uploadedFile } from '../uploads/index.js';

export interface UploadedPathOptions {
  /** The folder below `work` that the path starts from. Left out: `work` itself. */
  readonly below?: string;
}

/**
 * The real path of an uploaded file that is to be imported, by its path below `work`. Throws GenericError
 * `No such file: <path>` when there is none, and for paths that lead elsewhere; CallerMistake for a file that was imported
 * already, where the upload is only a link to it any more.
 */
export async function uploadedPath(
  ctx: Context,
  name: string,
  { below }: UploadedPathOptions = {},
): Promise<string> {
  const { KojiDir } = ctx.config;
  if (!isInner(name)) throw new GenericError(`Invalid upload path: ${name}`);
  const given = below === undefined ? name : join(below, name);
  const path = join(new PathInfo(KojiDir).work(), given);
  if ((await realPath(path)) === undefined) throw new GenericError(`No such file: ${path}`);
  if ((await lstat(path)).isSymbolicLink()) {
    const stored = relative(await realpath(KojiDir), await realpath(path)).split('/')[0];
    if (stored === 'packages' || stored === 'vol' || stored === 'scratch') {
      throw new CallerMistake(`${path} was imported already`);
    }
    throw new GenericError(`Error importing file, ${path} is not a regular file`);
  }
  return uploadedFile(KojiDir, dirname(given), basename(given));
}

async function realPath(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
