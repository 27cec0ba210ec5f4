import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { GenericError, type TagExternalRepo } from '@kojikit/protocol';
import { capture } from '../process/capture.js';
import { describeExit, succeeded } from '../process/exit-status.js';
import type { ProgramFinder } from '../process/find-program.js';
import { mergeRepos } from '../repodata/index.js';
import type { MergeMode } from '../repodata/index.js';
import type { Task } from '../tasks/task.js';
import type { RepoInfo } from './repo-info.js';
import { readsZstd, zstdRepositories } from './zstd-metadata.js';
import { writeTaskLog } from './write-task-log.js';

/** What is used of an external repo of a tag; hubs of old do not tell how it is merged, or for which arches. */
export type ExternalRepo = Pick<TagExternalRepo, 'url'> &
  Partial<Pick<TagExternalRepo, 'merge_mode' | 'arches'>>;

export interface Merge {
  readonly repo: RepoInfo;
  readonly arch: string;
  readonly archDir: string;
  readonly groupsFile: string | undefined;
  /** Holds the metadata of the hub's own packages before, and those of all after. */
  readonly outDir: string;
  readonly external: readonly ExternalRepo[];
}

/** First versions of mergerepo_c with an option. */
const ARCH_EXPAND_SINCE = [0, 15, 11] as const;
const SIMPLE_SINCE = [0, 13, 0] as const;

/**
 * Merges external repos into the metadata of a new repo: with mergerepo_c and the arguments that Koji's builder gives it,
 * or by ourselves where it is not installed or cannot read the metadata of one of them.
 */
export async function mergeExternalRepos(
  task: Task<unknown>,
  merge: Merge,
  find: ProgramFinder,
): Promise<void> {
  const modes = new Set(merge.external.map((entry) => entry.merge_mode ?? 'koji'));
  if (modes.size > 1) {
    throw new GenericError(`Found multiple merge modes for external repos: ${[...modes].join(', ')}\n`);
  }
  const mode = readMode([...modes][0] ?? 'koji');
  const program = await find('mergerepo_c');
  const premerge = join(task.workDir, `repo_${merge.repo.id}_premerge`);
  await rename(merge.outDir, premerge);
  await mkdir(merge.outDir, { recursive: true });
  if (program === undefined) return mergeOwn(task, mode, premerge, merge, 'mergerepo_c is not installed');
  const packed = await zstdRepositories(externalUrls(merge), task.signal);
  if (packed.length > 0 && !(await readsZstd(program, task.workDir, task.signal))) {
    const reason = `${program} cannot read zstd, with which the metadata of ${packed.join(' ')} are compressed`;
    return mergeOwn(task, mode, premerge, merge, reason);
  }
  const command = mergeCommand(program, await version(program), mode, premerge, merge);
  const status = await task.run(command, { log: 'mergerepos.log', env: { TMPDIR: task.workDir } });
  if (!succeeded(status)) throw new GenericError(`failed to merge repos: ${describeExit(status, command)}`);
}

async function mergeOwn(
  task: Task<unknown>,
  mode: MergeMode,
  premerge: string,
  merge: Merge,
  reason: string,
): Promise<void> {
  const repositories = [`file://${premerge}/`, ...externalUrls(merge)];
  await writeTaskLog(task, 'mergerepos.log', `${reason}; merging ${repositories.join(' ')}`);
  const blocklist = mode === 'bare' ? '' : await readFile(join(merge.archDir, 'blocklist'), 'utf8');
  try {
    await mergeRepos({
      directory: merge.outDir,
      repositories,
      mode,
      arch: merge.arch,
      blocked: blocklist.split('\n').filter((name) => name !== ''),
      workDirectory: task.workDir,
      signal: task.signal,
      ...(merge.groupsFile !== undefined && { groupsFile: merge.groupsFile }),
    });
  } catch (cause) {
    task.signal.throwIfAborted();
    throw new GenericError(
      `failed to merge repos: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

function mergeCommand(
  program: string,
  installed: readonly number[] | undefined,
  mode: MergeMode,
  premerge: string,
  merge: Merge,
): string[] {
  const { arch, archDir, groupsFile, outDir } = merge;
  const command = [program];
  if (mode === 'bare') command.push('--pkgorigins', '--all');
  else {
    command.push('--koji');
    if (mode === 'simple') {
      if (!isAtLeast(installed, SIMPLE_SINCE)) {
        throw new GenericError(
          `mergerepo_c is too old: ${installed?.join('.') ?? 'unknown'} (0.13.0 needed for --simple)`,
        );
      }
      command.push('--simple');
    }
    command.push('-b', join(archDir, 'blocklist'));
  }
  command.push('-a', arch, '-o', outDir);
  if (isAtLeast(installed, ARCH_EXPAND_SINCE)) command.push('--arch-expand');
  if (groupsFile !== undefined) command.push('-g', groupsFile);
  for (const url of [`file://${premerge}/`, ...externalUrls(merge)]) command.push('-r', url);
  return command;
}

/** The external repos that are used for the arch. */
function externalUrls({ external, arch }: Merge): string[] {
  return external
    .filter(({ arches }) => !arches || arches.split(/\s+/).includes(arch))
    .map(({ url }) => url.replaceAll('$arch', arch));
}

function readMode(mode: string): MergeMode {
  if (mode === 'koji' || mode === 'simple' || mode === 'bare') return mode;
  throw new GenericError(`unknown merge mode of external repos: ${mode}`);
}

async function version(program: string): Promise<number[] | undefined> {
  const { status, output } = await capture([program, '--version']);
  const match = succeeded(status) ? /Version: (\d+)\.(\d+)\.(\d+)/.exec(output) : undefined;
  return match?.slice(1).map(Number);
}

function isAtLeast(installed: readonly number[] | undefined, wanted: readonly number[]): boolean {
  if (!installed) return false;
  for (const [index, part] of wanted.entries()) {
    const own = installed[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}
