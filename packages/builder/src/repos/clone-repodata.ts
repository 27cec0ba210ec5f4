import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskHub } from '../hub/task-hub.js';
import type { Task } from '../tasks/task.js';
import type { RepoInfo } from './repo-info.js';

interface RepoPlace {
  readonly path: string;
  readonly repo: Pick<RepoInfo, 'tag_id' | 'create_event'>;
}

/**
 * Whether the metadata of an old repo may serve a new one: same options, same groups, and no external repos, whose
 * contents change without the hub's knowledge.
 */
export async function isClonable(hub: TaskHub, old: RepoPlace, fresh: RepoPlace): Promise<boolean> {
  const [before, after] = [await readRepoJson(old.path), await readRepoJson(fresh.path)];
  if (!before || !after) return false;
  for (const key of ['with_debuginfo', 'with_src', 'with_separate_src']) {
    if ((before[key] ?? false) !== (after[key] ?? false)) return false;
  }
  if (!(await sameFile(join(old.path, 'groups/comps.xml'), join(fresh.path, 'groups/comps.xml'), true)))
    return false;
  for (const { repo } of [old, fresh]) {
    const external = await hub.call('getExternalRepoList', {
      tag_info: repo.tag_id,
      event: repo.create_event,
    });
    if (external.length > 0) return false;
  }
  return true;
}

/**
 * Uploads an old repo's metadata of one arch as it is, if the arch's package lists are the same.
 * @returns The names of the files, or `undefined` if the metadata must be made anew.
 */
export async function cloneRepodata(
  task: Task<unknown>,
  oldPath: string,
  newPath: string,
  arch: string,
): Promise<string[] | undefined> {
  for (const name of ['blocklist', 'pkglist']) {
    if (!(await sameFile(join(oldPath, arch, name), join(newPath, arch, name), false))) return undefined;
  }
  const folder = join(oldPath, arch, 'repodata');
  const names = await readdir(folder).catch(() => [] as string[]);
  if (!names.includes('repomd.xml')) return undefined;
  for (const name of names) await task.upload(join(folder, name));
  return names;
}

async function sameFile(first: string, second: string, bothMissing: boolean): Promise<boolean> {
  const [a, b] = await Promise.all([first, second].map((file) => readFile(file).catch(() => undefined)));
  return a && b ? a.equals(b) : bothMissing && !a && !b;
}

async function readRepoJson(path: string): Promise<Record<string, unknown> | undefined> {
  try {
    return JSON.parse(await readFile(join(path, 'repo.json'), 'utf8')) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
