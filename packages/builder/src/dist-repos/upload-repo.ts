import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Task } from '../tasks/task.js';

/**
 * Uploads the files of a repo, each to its folder, and a list of them as `repo_manifest`. Links are left out: the hub puts
 * the packages there itself.
 */
export async function uploadRepo(task: Task<unknown>, repoDir: string): Promise<void> {
  const manifest: string[] = [];
  for (const path of await filesBelow(repoDir, '')) {
    await task.upload(join(repoDir, path), { directory: path.includes('/') ? dirname(path) : '' });
    manifest.push(path);
  }
  const file = join(task.workDir, 'repo_manifest');
  await writeFile(file, JSON.stringify(manifest, undefined, 4));
  await task.upload(file);
}

/* Files of a folder before those of the folders in it. */
async function filesBelow(top: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(top, folder), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
  for (const entry of entries.filter((one) => one.isDirectory())) {
    files.push(...(await filesBelow(top, join(folder, entry.name))));
  }
  return files;
}
