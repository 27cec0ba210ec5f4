import { lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { linkOrCopy } from './link-or-copy.js';

/**
 * Makes a folder with the files of another one, which both share from then on. Symbolic links are made anew as they are, so
 * both folders have to be as deep. The new folder must not be there yet.
 * @param options.except files of this name are left out.
 */
export async function shareFolder(
  from: string,
  to: string,
  options: { readonly except?: string } = {},
): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await shareFolder(source, target, options);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.name !== options.except) await linkOrCopy(source, target);
  }
}

/** Whether every file of a folder is shared with another one, as {@link shareFolder} leaves it. */
export async function sharesFiles(folder: string, other: string): Promise<boolean> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const [mine, theirs] = [join(folder, entry.name), join(other, entry.name)];
    const found = await lstat(theirs).catch(() => undefined);
    if (entry.isDirectory()) {
      if (!found?.isDirectory() || !(await sharesFiles(mine, theirs))) return false;
    } else if (entry.isSymbolicLink()) {
      if (!found?.isSymbolicLink() || (await readlink(mine)) !== (await readlink(theirs))) return false;
    } else if (found?.ino !== (await lstat(mine)).ino) {
      return false;
    }
  }
  return true;
}
