import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GenericError, REPO_STATES } from '@kojikit/protocol';
import { z } from 'zod';
import { createLocalRepo } from '../repos/create-local-repo.js';
import { mergeExternalRepos } from '../repos/merge-external-repos.js';
import { isFolder, repoPath } from '../repos/repo-files.js';
import { RefuseTask } from '../tasks/refuse-task.js';
import { defineTask } from '../tasks/task-definition.js';
import type { TaskDefinition } from '../tasks/task-definition.js';
import type { Task } from '../tasks/task.js';
import { findProgram } from '../process/find-program.js';
import type { ProgramFinder } from '../process/find-program.js';

const params = z.object({
  repo_id: z.number().int(),
  arch: z.string().regex(/^[\w-]+$/),
  oldrepo: z.looseObject({ id: z.number().int() }).nullish(),
});

/** Makes the metadata of one arch of a new repo and uploads them; the result is `[upload path, file names]`. */
export const createrepoTask = createrepoWith(findProgram);

/** The createrepo task with the createrepo_c that `find` finds. */
export function createrepoWith(find: ProgramFinder): TaskDefinition<z.infer<typeof params>> {
  return defineTask({ method: 'createrepo', weight: 1.5, params, run: (task) => createrepo(task, find) });
}

async function createrepo(task: Task<z.infer<typeof params>>, find: ProgramFinder): Promise<unknown> {
  const { hub, settings } = task;
  const { arch, repo_id: repoId, oldrepo } = task.params;
  const repo = await hub.call('repoInfo', { repo_id: repoId, strict: true });
  if (repo.state !== REPO_STATES.INIT) {
    throw new GenericError(`Repo ${repo.id} not in INIT state (got ${repo.state})`);
  }
  const top = join(settings.topdir, repoPath(repo.id, repo.tag_name));
  const archDir = join(top, arch);
  if (!(await isFolder(archDir))) {
    const reposDir = join(settings.topdir, 'repos');
    if (!(await isFolder(reposDir))) throw new RefuseTask(`No access to repos dir ${reposDir}`);
    throw new GenericError(`Repo directory missing: ${archDir}`);
  }
  const comps = join(top, 'groups', 'comps.xml');
  const groupsFile = (await stat(comps).catch(() => undefined))?.isFile() ? comps : undefined;
  const isEmpty = (await stat(join(archDir, 'pkglist'))).size === 0;
  const outDir = join(task.workDir, 'repo');
  await createLocalRepo(
    task,
    {
      repo,
      arch,
      archDir,
      isEmpty,
      groupsFile,
      outDir,
      oldRepo: oldrepo?.id,
    },
    find,
  );
  const external = await hub.call('getExternalRepoList', { tag_info: repo.tag_id, event: repo.create_event });
  if (external.length > 0)
    await mergeExternalRepos(task, { repo, arch, archDir, groupsFile, outDir, external });
  const dataDir = join(outDir, 'repodata');
  if (external.length === 0 && isEmpty) {
    const text = 'This repo is empty because its tag has no content for this arch\n';
    await writeFile(join(dataDir, 'EMPTY_REPO'), text);
  }
  const files = await readdir(dataDir);
  for (const file of files) await task.upload(join(dataDir, file));
  return [task.uploadPath, files];
}
