import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { GenericError, type BuildLog } from '@kojikit/protocol';
import type { BuildRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { buildFolder, type BuildPlace } from './build-folder.js';
import { getBuild } from './find-build.js';

/**
 * The log files of a complete build: name, folder below the logs, and path below the hub's files. Links and other odd
 * files are left out. Throws GenericError `Not a directory: <path>` when something else is in the way.
 */
export async function buildLogs(ctx: Context, info: BuildRef): Promise<BuildLog[]> {
  const build = await getBuild(ctx, info);
  await ctx.db.release();
  return buildLogsOf(ctx, build);
}

/** {@link buildLogs} of a build that was read already. */
export async function buildLogsOf(ctx: Context, build: BuildPlace): Promise<BuildLog[]> {
  const top = join(buildFolder(ctx, build), 'data', 'logs');
  const found = await stat(top).catch(() => undefined);
  if (found === undefined) return [];
  if (!found.isDirectory()) throw new GenericError(`Not a directory: ${top}`);
  const shown = relative(ctx.config.KojiDir, top);
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const folder = relative(top, entry.parentPath) || '.';
      return { name: entry.name, dir: folder, path: `${shown}/${folder}/${entry.name}` };
    });
}
