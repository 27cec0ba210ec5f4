import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GenericError, PathInfo } from '@kojikit/protocol';
import { isFolder } from '../repos/repo-files.js';
import type { Task } from '../tasks/task.js';

/**
 * The folders with the packages of one arch of dist repos, from which deltas are made. Throws GenericError for another kind
 * of repo, which holds no packages, and for one whose folder is gone.
 */
export async function oldPackageFolders(
  task: Task<unknown>,
  repoIds: readonly number[],
  arch: string,
): Promise<string[]> {
  const paths = new PathInfo(task.settings.topdir);
  const folders: string[] = [];
  for (const id of repoIds) {
    const repo = await task.hub.call('repoInfo', { repo_id: id, strict: true });
    if (!repo.dist) throw new GenericError('Base repo for deltas must also be a dist repo');
    const folder = paths.distRepo(id, repo.tag_name);
    if (!(await isFolder(folder))) throw new GenericError(`Base drpm repo missing: ${folder}`);
    // createrepo_c looks at the files of a folder, not at those of the folders in it. (Koji names the whole repo.)
    const packages = join(folder, arch, 'Packages');
    const letters = await readdir(packages).catch(() => []);
    folders.push(...letters.map((letter) => join(packages, letter)));
  }
  return folders;
}
