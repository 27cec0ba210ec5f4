import { chown, cp, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GenericError } from '@kojikit/protocol';

/** Who a copy belongs to; undefined: this process. */
export type Owner = { readonly uid: number; readonly gid: number } | undefined;

/**
 * Copies a file or folder of the host into a root. A link in the way inside is not followed, since what it points to
 * would be the host's: Throws GenericError. Links in what is copied are copied as links.
 */
export async function placeInside(
  rootDir: string,
  source: string,
  pathInside: string,
  owner: Owner,
): Promise<void> {
  const target = join(rootDir, join('/', pathInside));
  const made: string[] = [];
  const missing = dirname(pathInside)
    .split('/')
    .filter((name) => name !== '');
  for (let depth = 1; depth <= missing.length; depth++) {
    const folder = join(rootDir, ...missing.slice(0, depth));
    const status = await lstat(folder).catch(() => undefined);
    if (status === undefined) {
      await mkdir(folder);
      made.push(folder);
    } else if (!status.isDirectory()) {
      throw new GenericError(
        `${pathInside} cannot be written in the build root: a link or file is in its way`,
      );
    }
  }
  await rm(target, { recursive: true, force: true });
  await cp(source, target, { recursive: true, verbatimSymlinks: true });
  if (owner) for (const path of [...made, ...(await allBelow(target))]) await chownLink(path, owner);
}

async function allBelow(path: string): Promise<string[]> {
  if (!(await lstat(path)).isDirectory()) return [path];
  const names = await readdir(path);
  return [path, ...(await Promise.all(names.map((name) => allBelow(join(path, name))))).flat()];
}

async function chownLink(path: string, { uid, gid }: NonNullable<Owner>): Promise<void> {
  if (!(await lstat(path)).isSymbolicLink()) await chown(path, uid, gid);
}
