import { posix } from 'node:path';

/**
 * The part of a path below a folder: empty for the folder itself, undefined for a path that is not in it. Names count
 * whole: `/mnt/workbench` is not in `/mnt/work`. A folder that is written with a slash at its end means what is below
 * it, not itself.
 */
export function below(folder: string, path: string): string | undefined {
  if (folder.endsWith('/')) return path.startsWith(folder) ? path.slice(folder.length) : undefined;
  if (path === folder) return '';
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** A path without empty, `.` and `..` parts and without a slash at its end. A relative one stays relative. */
export function normalizePath(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}
