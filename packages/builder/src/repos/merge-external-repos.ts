import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { GenericError, type TagExternalRepo } from '@kojikit/protocol';
import { mergeRepos, withoutLogin } from '../repodata/index.js';
import type { MergeMode } from '../repodata/index.js';
import type { Task } from '../tasks/task.js';
import type { RepoInfo } from './repo-info.js';
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

/**
 * Merges external repos into the metadata of a new repo, as mergerepo_c does for Koji's builder. A repo that cannot be
 * read ends the task with its name.
 */
export async function mergeExternalRepos(task: Task<unknown>, merge: Merge): Promise<void> {
  const modes = new Set(merge.external.map((entry) => entry.merge_mode ?? 'koji'));
  if (modes.size > 1) {
    throw new GenericError(`Found multiple merge modes for external repos: ${[...modes].join(', ')}\n`);
  }
  const mode = readMode([...modes][0] ?? 'koji');
  const premerge = join(task.workDir, `repo_${merge.repo.id}_premerge`);
  await rename(merge.outDir, premerge);
  const repositories = [`file://${premerge}/`, ...externalUrls(merge)];
  const shown = repositories.map(withoutLogin).join(' ');
  await writeTaskLog(task, 'mergerepos.log', `merging in mode ${mode}, the first ones first: ${shown}`);
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
