import { realpath } from 'node:fs/promises';
import { isAbsolute, join, normalize, relative, sep } from 'node:path';
import { GenericError, PathInfo } from '@kojikit/protocol';

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
