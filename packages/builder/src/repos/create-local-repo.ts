import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import { describeExit, succeeded } from '../process/exit-status.js';
import type { ProgramFinder } from '../process/find-program.js';
import { OldRepodata, RepodataError, writeRepodata } from '../repodata/index.js';
import type { RepositoryPackage } from '../repodata/index.js';
import type { Task } from '../tasks/task.js';
import { repoPath } from './repo-files.js';
import type { RepoInfo } from './repo-info.js';
import { writeTaskLog } from './write-task-log.js';

export interface LocalRepo {
  readonly repo: RepoInfo;
  readonly arch: string;
  /** The new repo's folder of this arch on the hub, with `pkglist` in it. */
  readonly archDir: string;
  /** Whether `pkglist` names no package. */
  readonly isEmpty: boolean;
  readonly groupsFile: string | undefined;
  readonly outDir: string;
  /** Id of a repo whose metadata may be used again. */
  readonly oldRepo: number | undefined;
}

/**
 * Writes the metadata of the hub's own packages. What an old repo says about them is used again, and only the others are
 * read; without an old repo createrepo_c reads all, with the arguments that Koji's builder gives it, but for the
 * databases, which cost more than all the rest; where it is not installed, our own writer reads them.
 */
export async function createLocalRepo(
  task: Task<unknown>,
  local: LocalRepo,
  find: ProgramFinder,
): Promise<void> {
  await mkdir(local.outDir, { recursive: true });
  const packages = await readPackageList(local);
  if (await updateRepodata(task, local, packages)) return;
  const name = task.settings.use_createrepo_c ? 'createrepo_c' : 'createrepo';
  const program = await find(name);
  if (program === undefined) return writeOwn(task, local, packages, `${name} is not installed`);
  const command = createrepoCommand(task, local, program);
  const status = await task.run(command, { log: 'createrepo.log' });
  if (!succeeded(status)) throw new GenericError(`failed to create repo: ${describeExit(status, command)}`);
}

async function readPackageList({ archDir, isEmpty }: LocalRepo): Promise<RepositoryPackage[]> {
  const lines = isEmpty ? [] : (await readFile(join(archDir, 'pkglist'), 'utf8')).split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => ({ path: resolve(archDir, line), location: line }));
}

function createrepoCommand(task: Task<unknown>, local: LocalRepo, program: string): string[] {
  const command = [program];
  if (task.settings.use_createrepo_c) command.push('--error-exit-val');
  command.push('-v', '--no-database', '-o', local.outDir);
  if (!local.isEmpty) command.push('-i', join(local.archDir, 'pkglist'));
  if (local.groupsFile !== undefined) command.push('-g', local.groupsFile);
  command.push(local.isEmpty ? local.outDir : local.archDir);
  return command;
}

/** Writes metadata with the help of the old repo's; false when there are none, or none that can be used. */
async function updateRepodata(
  task: Task<unknown>,
  local: LocalRepo,
  packages: readonly RepositoryPackage[],
): Promise<boolean> {
  const { settings, signal } = task;
  if (local.oldRepo === undefined || local.isEmpty || !settings.createrepo_update) return false;
  // The old repo may be that of another tag.
  const repo = await task.hub.call('repoInfo', { repo_id: local.oldRepo, strict: true });
  try {
    const old = await OldRepodata.open({
      location: join(settings.topdir, repoPath(repo.id, repo.tag_name), local.arch),
      packages,
      checkFiles: !settings.createrepo_skip_stat,
      workDirectory: join(task.workDir, 'old-repodata'),
      signal,
    });
    await writeOwn(task, local, packages, `repo ${repo.id} describes ${old.size} of the packages`, old);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RepodataError)) throw error;
    task.log.warn(`the metadata of repo ${repo.id} are not used again: ${error.message}`);
    return false;
  }
}

async function writeOwn(
  task: Task<unknown>,
  { outDir, groupsFile }: LocalRepo,
  packages: readonly RepositoryPackage[],
  reason: string,
  old?: OldRepodata,
): Promise<void> {
  await writeRepodata({
    directory: outDir,
    packages,
    signal: task.signal,
    ...(old && { old }),
    ...(groupsFile !== undefined && { groupsFile }),
  });
  await writeTaskLog(task, 'createrepo.log', `${reason}; wrote metadata of ${packages.length} packages`);
}
