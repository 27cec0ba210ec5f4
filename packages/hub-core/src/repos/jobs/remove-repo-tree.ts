import { lstat, readFile, realpath, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { repoFolder } from '../repo-folder.js';
import { parseStruct } from '../../rpc/parse-struct.js';

/** A repo whose tree is to go. */
export interface RepoOnDisk {
  readonly id: number;
  readonly tagName: string;
  readonly dist: boolean;
}

/**
 * Deletes the tree of a repo. A dist repo may be on another volume and only linked here: then link and tree go, if the
 * link leads to the very folder that the repo's own `repo.json` names. Does nothing when there is no tree.
 */
export async function removeRepoTree(topdir: string, repo: RepoOnDisk): Promise<void> {
  const folder = repoFolder(topdir, repo);
  const found = await lstat(folder).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isSymbolicLink()) return rm(folder, { recursive: true, force: true });
  const { volume } = parseStruct(await readFile(join(folder, 'repo.json'), 'utf8'));
  const expected = repoFolder(topdir, repo, typeof volume === 'string' ? volume : null);
  const real = await realpath(folder);
  if (expected === folder || real !== (await realpath(expected))) {
    throw new Error(`the link ${folder} leads to ${real}, not to ${expected}`);
  }
  await unlink(folder);
  await rm(real, { recursive: true, force: true });
}
