import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { GenericError, PathInfo } from '@kojikit/protocol';

/**
 * The folder of a repo below `repos` (`repos-dist` for a dist repo). Throws GenericError for a tag whose name leads
 * out of there: names may hold dots and slashes.
 */
export function repoFolder(
  topdir: string,
  repo: { readonly id: number | 'latest'; readonly tagName: string; readonly dist?: boolean },
  volume?: string | null,
): string {
  const paths = new PathInfo(topdir);
  const folder = repo.dist
    ? paths.distRepo(repo.id, repo.tagName, volume)
    : paths.repo(repo.id, repo.tagName);
  const root = repo.dist ? join(paths.volume(volume), 'repos-dist') : join(paths.topdir, 'repos');
  const inside = relative(resolve(root), resolve(folder));
  const names = inside.split(sep);
  if (inside === '' || isAbsolute(inside) || names.includes('..') || names.length < 2) {
    throw new GenericError(`Invalid repo folder for tag ${repo.tagName}`);
  }
  return folder;
}
