import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { ActionNotAllowed, GenericError, PathInfo } from '@kojikit/protocol';
import { errorCode } from '../error-facts.js';
import type { Context } from '../ground/context.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { isInTreeOf } from '../tasks/index.js';
import { isInner, uploadedFile } from '../uploads/index.js';

export interface UploadedPathOptions {
  /** The folder below `work` that the path starts from. Left out: `work` itself. */
  readonly below?: string;
  /**
   * The task that the file is imported for: only what this task and the tasks below it have uploaded will do. Left out:
   * any upload, which is for admins alone.
   */
  readonly task?: number;
  /** The error for a file that is not there. Left out: GenericError. */
  readonly missing?: (text: string) => Error;
  /** A folder that an earlier run of the task may have moved the file to: a link to a file there will do. Default: none. */
  readonly movedTo?: string;
}

/**
 * The real path of an uploaded file that is to be imported, by its path below `work`. Throws GenericError
 * `No such file: <path>` when there is none, and for paths that lead elsewhere; CallerMistake for a file that was imported
 * already, where the upload is only a link to it any more; ActionNotAllowed `<path> is no upload of task <id>`.
 */
export async function uploadedPath(
  ctx: Context,
  name: string,
  { below, task, movedTo, missing = (text) => new GenericError(text) }: UploadedPathOptions = {},
): Promise<string> {
  const { KojiDir } = ctx.config;
  if (!isInner(name)) throw new GenericError(`Invalid upload path: ${name}`);
  const given = below === undefined ? name : join(below, name);
  const path = join(new PathInfo(KojiDir).work(), given);
  const real = await realPath(path);
  if (real === undefined) throw missing(`No such file: ${path}`);
  if (task !== undefined) await assertUploadOf(ctx, path, task);
  if (!(await lstat(path)).isSymbolicLink()) return uploadedFile(KojiDir, dirname(given), basename(given));
  if (movedTo !== undefined && isInner(relative((await realPath(movedTo)) ?? movedTo, real))) return real;
  const stored = relative(await realpath(KojiDir), real).split('/')[0];
  if (stored === 'packages' || stored === 'vol' || stored === 'scratch') {
    throw new CallerMistake(`${path} was imported already`);
  }
  throw new GenericError(`Error importing file, ${path} is not a regular file`);
}

/* A builder must not publish what somebody else has uploaded, so it is the real place of the upload that counts. */
async function assertUploadOf(ctx: Context, path: string, task: number): Promise<void> {
  const work = await realpath(new PathInfo(ctx.config.KojiDir).work());
  const inside = relative(work, join(await realpath(dirname(path)), basename(path)));
  const [, id] = /^tasks\/\d+\/(\d+)\//.exec(inside) ?? [];
  if (id !== undefined && inside.startsWith(`${new PathInfo().taskRelative(Number(id))}/`)) {
    if (await isInTreeOf(ctx, Number(id), task)) return;
  }
  throw new ActionNotAllowed(`${path} is no upload of task ${task}`);
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
