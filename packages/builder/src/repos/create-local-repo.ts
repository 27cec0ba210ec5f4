import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GenericError } from '@kojikit/protocol';
import { assertUploadSize } from '../limits/upload-size.js';
import { describeExit, succeeded } from '../process/exit-status.js';
import type { ProgramFinder } from '../process/find-program.js';
import { writeRepodata } from '../repodata/index.js';
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
 * Writes the metadata of the hub's own packages: with createrepo_c and the arguments that Koji's builder gives it, or
 * with our own writer where it is not installed.
 */
export async function createLocalRepo(
  task: Task<unknown>,
  local: LocalRepo,
  find: ProgramFinder,
): Promise<void> {
  await mkdir(local.outDir, { recursive: true });
  const name = task.settings.use_createrepo_c ? 'createrepo_c' : 'createrepo';
  const program = await find(name);
  if (program === undefined) return writeOwn(task, local);
  const command = await createrepoCommand(task, local, program);
  const status = await task.run(command, { log: 'createrepo.log' });
  if (!succeeded(status)) throw new GenericError(`failed to create repo: ${describeExit(status, command)}`);
}

async function createrepoCommand(task: Task<unknown>, local: LocalRepo, program: string): Promise<string[]> {
  const { settings } = task;
  const command = [program];
  if (settings.use_createrepo_c) command.push('--error-exit-val');
  command.push('-vd', '-o', local.outDir);
  if (!local.isEmpty) command.push('-i', join(local.archDir, 'pkglist'));
  if (local.groupsFile !== undefined) command.push('-g', local.groupsFile);
  if (!local.isEmpty && settings.createrepo_update && (await copyOldMetadata(task, local))) {
    command.push('--update');
    if (settings.createrepo_skip_stat) command.push('--skip-stat');
  }
  command.push(local.isEmpty ? local.outDir : local.archDir);
  return command;
}

/** Puts an old repo's metadata where createrepo_c looks for what it knows already. */
async function copyOldMetadata(task: Task<unknown>, { oldRepo, arch, outDir }: LocalRepo): Promise<boolean> {
  if (oldRepo === undefined) return false;
  // The old repo may be that of another tag.
  const old = await task.hub.call('repoInfo', { repo_id: oldRepo, strict: true });
  const source = join(task.settings.topdir, repoPath(old.id, old.tag_name), arch, 'repodata');
  if (!(await stat(source).catch(() => undefined))?.isDirectory()) {
    task.log.warn(`old repodata is missing: ${source}`);
    return false;
  }
  const target = join(outDir, 'repodata');
  await mkdir(target);
  for (const name of await readdir(source)) {
    if (name === 'pkgorigins.gz') continue;
    const [from, to] = [join(source, name), join(target, name)];
    const { size } = await stat(from);
    assertUploadSize(from, size, task.settings);
    await pipeline(createReadStream(from, { end: size }), createWriteStream(to), { signal: task.signal });
  }
  return true;
}

async function writeOwn(
  task: Task<unknown>,
  { archDir, isEmpty, groupsFile, outDir }: LocalRepo,
): Promise<void> {
  const lines = isEmpty ? [] : (await readFile(join(archDir, 'pkglist'), 'utf8')).split('\n');
  const packages = lines
    .filter((line) => line !== '')
    .map((line) => ({ path: resolve(archDir, line), location: line }));
  await writeTaskLog(
    task,
    'createrepo.log',
    `createrepo_c is not installed; writing metadata of ${packages.length} packages`,
  );
  await writeRepodata({
    directory: outDir,
    packages,
    signal: task.signal,
    ...(groupsFile !== undefined && { groupsFile }),
  });
}
