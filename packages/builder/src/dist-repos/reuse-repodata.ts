import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { assertUploadSize } from '../limits/upload-size.js';
import type { Task } from '../tasks/task.js';
import { isFolder } from '../repos/repo-files.js';

/* What is beside the metadata and says something of the old repo alone: createrepo_c would keep both. */
const OF_THE_OLD = ['pkgorigins.gz', 'EMPTY_REPO'];

/**
 * Puts the metadata of an old repo where createrepo_c looks for what it knows already.
 * @param source Its folder `repodata`.
 * @param target The folder `repodata` of the new repo, which is not there yet.
 * @returns Whether the old repo has any.
 */
export async function reuseRepodata(task: Task<unknown>, source: string, target: string): Promise<boolean> {
  if (!(await isFolder(source))) {
    task.log.warn(`old repodata is missing: ${source}`);
    return false;
  }
  await mkdir(target);
  for (const name of await readdir(source)) {
    if (OF_THE_OLD.includes(name)) continue;
    const from = join(source, name);
    const { size } = await stat(from);
    assertUploadSize(from, size, task.settings);
    await pipeline(createReadStream(from, { end: size }), createWriteStream(join(target, name)), {
      signal: task.signal,
    });
  }
  return true;
}
