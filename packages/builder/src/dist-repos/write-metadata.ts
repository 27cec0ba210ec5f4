import { readFile, stat } from 'node:fs/promises';
import { join, normalize, resolve } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import { describeExit, succeeded } from '../process/exit-status.js';
import type { ProgramFinder } from '../process/find-program.js';
import { writeRepodata } from '../repodata/index.js';
import { writeTaskLog } from '../repos/write-task-log.js';
import type { Task } from '../tasks/task.js';
import type { CreateDistRepoParams } from './dist-repo-options.js';
import { reuseRepodata } from './reuse-repodata.js';

export interface DistRepoMetadata {
  /** The folder with `pkglist` and, at the places that it names, the packages. */
  readonly repoDir: string;
  readonly logName: string;
  readonly groupsFile: string | undefined;
  /** Folders of older packages, from which deltas are made. */
  readonly oldPackages: readonly string[];
  /** The folder `repodata` of the repo before this one. */
  readonly oldRepodata: string | undefined;
}

/**
 * Writes the metadata of a dist repo: with createrepo_c and the arguments that Koji's builder gives it, or with our own
 * writer where it is not installed, which makes no deltas and no zchunk files.
 */
export async function writeMetadata(
  task: Task<CreateDistRepoParams>,
  wanted: DistRepoMetadata,
  find: ProgramFinder,
): Promise<void> {
  const { settings, params } = task;
  const { zck, zck_dict_dir: dictionaries } = params.opts;
  const name = settings.use_createrepo_c ? 'createrepo_c' : 'createrepo';
  if (zck && !settings.use_createrepo_c) throw new GenericError("createrepo doesn't support zchunks");
  if (dictionaries && !zck) throw new GenericError('--zck-dict-dir makes no sense without --zck');
  const program = await find(name);
  if (program === undefined) {
    if (zck) throw new GenericError(`${name} is not installed, which --zck needs`);
    if (wanted.oldPackages.length > 0) {
      throw new GenericError(`${name} is not installed, which --delta-rpms needs`);
    }
    return writeOwn(task, wanted, name);
  }
  const command = await commandLine(task, wanted, program);
  const status = await task.run(command, { log: `${wanted.logName}.log` });
  if (!succeeded(status)) throw new GenericError(`failed to create repo: ${describeExit(status, command)}`);
}

async function commandLine(
  task: Task<CreateDistRepoParams>,
  wanted: DistRepoMetadata,
  program: string,
): Promise<string[]> {
  const { settings } = task;
  const { zck, zck_dict_dir: dictionaries, createrepo_skip_stat: skipStat } = task.params.opts;
  const { repoDir, oldRepodata } = wanted;
  const command = [program];
  if (settings.use_createrepo_c) command.push('--error-exit-val');
  command.push('-vd', '-i', join(repoDir, 'pkglist'));
  if (wanted.groupsFile !== undefined) command.push('-g', wanted.groupsFile);
  if (settings.createrepo_update && oldRepodata !== undefined) {
    if (await reuseRepodata(task, oldRepodata, join(repoDir, 'repodata'))) {
      command.push('--update');
      if (skipStat ?? settings.distrepo_skip_stat) command.push('--skip-stat');
    }
  }
  if (wanted.oldPackages.length > 0) {
    command.push('--deltas', ...wanted.oldPackages.flatMap((folder) => ['--oldpackagedirs', folder]));
  }
  if (zck) command.push('--zck');
  if (dictionaries) command.push('--zck-dict-dir', await dictionaryFolder(dictionaries));
  command.push(repoDir);
  return command;
}

async function dictionaryFolder(given: string): Promise<string> {
  const folder = normalize(given);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isFile()) throw new GenericError(`zchunk dir path is file: ${folder}`);
  if (!found?.isDirectory()) throw new GenericError(`zchunk dir path doesn't exist: ${folder}`);
  return folder;
}

async function writeOwn(
  task: Task<unknown>,
  { repoDir, logName, groupsFile }: DistRepoMetadata,
  missing: string,
): Promise<void> {
  const lines = (await readFile(join(repoDir, 'pkglist'), 'utf8')).split('\n').filter((line) => line !== '');
  await writeTaskLog(
    task,
    `${logName}.log`,
    `${missing} is not installed; writing metadata of ${lines.length} packages`,
  );
  await writeRepodata({
    directory: repoDir,
    packages: lines.map((line) => ({ path: resolve(repoDir, line), location: line })),
    signal: task.signal,
    ...(groupsFile !== undefined && { groupsFile }),
  });
}
