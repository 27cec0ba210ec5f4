import { join, normalize } from 'node:path';
import { PathInfo } from '@kojikit/protocol';
import { buildFolder, type BuildPlace } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { isInner } from '../uploads/index.js';
import type { ArchiveDetails } from './readers/archive-details.js';

/**
 * The folder of an archive of a build. Everything that names it may come from outside, so it is checked: it lies below
 * the folder of the build type. Throws CallerMistake `Invalid path segment: <text>`.
 */
export function archiveFolder(
  ctx: Context,
  build: BuildPlace,
  btype: string,
  details: ArchiveDetails,
): string {
  buildFolder(ctx, build);
  const types = new PathInfo(ctx.config.KojiDir).buildType(build, innerPath(btype));
  return normalize(join(types, innerPath(folderBelow(details))));
}

function folderBelow(details: ArchiveDetails): string {
  switch (details.type) {
    case 'maven':
      for (const part of [details.artifact_id, details.version]) innerPath(part);
      return new PathInfo().mavenRepo(details).replace(/^\/+/, '');
    case 'win':
      return details.relpath || '.';
    case 'image':
      return '.';
    case 'other':
      return details.subdir || '.';
  }
}

/** A path below another one. Throws CallerMistake `Invalid path segment: <text>` for what leads out of it. */
export function innerPath(path: string): string {
  if (path !== '.' && !isInner(path)) throw new CallerMistake(`Invalid path segment: ${path}`);
  return path;
}
