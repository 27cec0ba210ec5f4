import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GenericError, PathInfo, REPO_STATES } from '@kojikit/protocol';
import type { ProgramFinder } from '../process/find-program.js';
import { isFolder } from '../repos/repo-files.js';
import { RefuseTask } from '../tasks/refuse-task.js';
import type { Task } from '../tasks/task.js';
import type { CreateDistRepoParams } from './dist-repo-options.js';
import { findPackages } from './find-packages.js';
import { oldPackageFolders } from './old-packages.js';
import { refuseMultilib } from './refuse-multilib.js';
import { uploadRepo } from './upload-repo.js';
import { writeLayout } from './write-layout.js';
import { writeMetadata } from './write-metadata.js';

/** Makes one arch of a dist repo and uploads it, without the packages, which the hub has. */
export async function createDistRepo(task: Task<CreateDistRepoParams>, find: ProgramFinder): Promise<void> {
  const { hub, settings, workDir } = task;
  const { tag, repo_id: repoId, arch, opts } = task.params;
  refuseMultilib(opts);
  const repo = await hub.call('repoInfo', { repo_id: repoId, strict: true });
  if (repo.state !== REPO_STATES.INIT) {
    throw new GenericError(`Repo ${repo.id} not in INIT state (got ${repo.state})`);
  }
  const paths = new PathInfo(settings.topdir);
  const distDir = join(settings.topdir, 'repos-dist');
  if (!(await isFolder(distDir))) throw new RefuseTask(`No access to repos dir ${distDir}`);
  const comps = join(paths.distRepo(repoId, repo.tag_name), 'groups', 'comps.xml');
  const groupsFile = (await stat(comps).catch(() => undefined))?.isFile() ? comps : undefined;
  const oldPackages = await oldPackageFolders(task, opts.delta ?? [], arch);
  const old = await hub.call('getRepo', {
    tag: typeof tag === 'object' ? tag.id : tag,
    dist: true,
    state: REPO_STATES.READY,
  });
  const oldFolder = old ? join(paths.distRepo(old.id, old.tag_name), arch) : undefined;

  const repoDir = join(workDir, 'repo');
  await mkdir(repoDir);
  const packages = await findPackages(task);
  const subrepos = await writeLayout(repoDir, packages);
  for (const subrepo of ['', ...subrepos]) {
    const wanted = {
      repoDir: join(repoDir, subrepo),
      logName: subrepo === '' ? 'createrepo' : `createrepo_${subrepo}`,
      groupsFile,
      oldPackages,
      oldRepodata: oldFolder && join(oldFolder, subrepo, 'repodata'),
    };
    await writeMetadata(task, wanted, find);
  }
  if (packages.size === 0) {
    const text = 'This repo is empty because its tag has no content for this arch\n';
    await writeFile(join(repoDir, 'repodata', 'EMPTY_REPO'), text);
  }
  await uploadRepo(task, repoDir);
}
