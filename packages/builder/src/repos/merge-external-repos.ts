import { GenericError } from '@kojikit/protocol';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from '../process/capture.js';
import { describeExit, succeeded } from '../process/exit-status.js';
import { findProgram } from '../process/find-program.js';
import type { Task } from '../tasks/task.js';
import type { RepoInfo } from './repo-info.js';

export interface ExternalRepo {
  readonly url: string;
  readonly merge_mode?: string | null;
  /** Arches for which it is used, separated by spaces; nil: all. */
  readonly arches?: string | null;
  readonly [field: string]: unknown;
}

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

/** Merges external repos into the metadata of a new repo with mergerepo_c and the arguments of Koji's builder. */
export async function mergeExternalRepos(task: Task<unknown>, merge: Merge): Promise<void> {
  const modes = new Set(merge.external.map((entry) => entry.merge_mode ?? 'koji'));
  if (modes.size > 1) {
    throw new GenericError(`Found multiple merge modes for external repos: ${[...modes].join(', ')}\n`);
  }
  const program = await findProgram('mergerepo_c');
  if (program === undefined) {
    throw new GenericError('mergerepo_c is not installed: external repos cannot be merged on this host');
  }
  const premerge = join(task.workDir, `repo_${merge.repo.id}_premerge`);
  await rename(merge.outDir, premerge);
  await mkdir(merge.outDir, { recursive: true });
  const command = mergeCommand(program, await version(program), [...modes][0] ?? 'koji', premerge, merge);
  const status = await task.run(command, { log: 'mergerepos.log', env: { TMPDIR: task.workDir } });
  if (!succeeded(status)) throw new GenericError(`failed to merge repos: ${describeExit(status, command)}`);
}

function mergeCommand(
  program: string,
  installed: readonly number[] | undefined,
  mode: string,
  premerge: string,
  { arch, archDir, groupsFile, outDir, external }: Merge,
): string[] {
  const command = [program];
  if (mode === 'bare') command.push('--pkgorigins', '--all');
  else {
    command.push('--koji');
    if (mode === 'simple') {
      if (!isAtLeast(installed, SIMPLE_SINCE)) {
        throw new GenericError(`mergerepo_c is too old: ${installed?.join('.') ?? 'unknown'} (0.13.0 needed for --simple)`);
      }
      command.push('--simple');
    }
    command.push('-b', join(archDir, 'blocklist'));
  }
  command.push('-a', arch, '-o', outDir);
  if (isAtLeast(installed, ARCH_EXPAND_SINCE)) command.push('--arch-expand');
  if (groupsFile !== undefined) command.push('-g', groupsFile);
  command.push('-r', `file://${premerge}/`);
  for (const { url, arches } of external) {
    if (arches && !arches.split(/\s+/).includes(arch)) continue;
    command.push('-r', url.replaceAll('$arch', arch));
  }
  return command;
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
