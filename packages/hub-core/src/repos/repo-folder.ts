import { realpath } from 'node:fs/promises';
import { isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
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

/**
 * The real path of an uploaded file below `work`. Throws GenericError for names that lead elsewhere, also by symbolic
 * links, and `uploaded file missing: <path>` when there is none.
 */
export async function uploadedFile(topdir: string, folder: string, name: string): Promise<string> {
  const work = new PathInfo(topdir).work();
  if (!isInner(folder) || !isInner(name)) {
    throw new GenericError(`Invalid upload path: ${folder}/${name}`);
  }
  const path = join(work, folder, name);
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined) throw new GenericError(`uploaded file missing: ${path}`);
  const inside = relative(await realpath(work), real);
  if (!isInner(inside)) throw new GenericError(`Invalid upload path: ${folder}/${name}`);
  return real;
}

/** Whether a path names something below where it starts: no `..` left, not absolute, not empty. */
export function isInner(path: string): boolean {
  if (path === '' || isAbsolute(path) || path.includes('\0')) return false;
  const clean = normalize(path);
  return clean !== '.' && clean !== '..' && !clean.startsWith(`..${sep}`);
}
