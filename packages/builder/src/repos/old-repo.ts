import type { TaskHub } from '../hub/task-hub.js';
import type { Log } from '../tasks/log.js';
import type { RepoInfo } from './repo-info.js';

interface Link {
  readonly parent_id: number;
  readonly currdepth: number;
}

/**
 * Finds a repo whose metadata can be used again: the tag's own, one of the tags that `repo.oldrepo_hint` names, or the
 * nearest parent's.
 */
export async function findOldRepo(
  hub: TaskHub,
  tag: { readonly id: number; readonly name: string; readonly extra: Readonly<Record<string, unknown>> },
  log: Log,
): Promise<RepoInfo | undefined> {
  const own = await hub.call<RepoInfo | null>('getRepo', [tag.id]);
  if (own) return own;

  const hint = tag.extra['repo.oldrepo_hint'];
  for (const name of hint === undefined ? [] : [hint].flat()) {
    const hinted = await hub.call<{ id: number } | null>('getTag', [name], { strict: false });
    if (!hinted) {
      log.warn(`oldrepo_hint refers to invalid tag: ${JSON.stringify(name)}`);
      continue;
    }
    const repo = await hub.call<RepoInfo | null>('getRepo', [hinted.id]);
    if (repo) return repo;
  }

  const parents = await hub.call<Link[]>('getFullInheritance', [tag.id]);
  for (const { parent_id: parent } of parents.sort((a, b) => a.currdepth - b.currdepth)) {
    const repo = await hub.call<RepoInfo | null>('getRepo', [parent]);
    if (repo) return repo;
  }
  return undefined;
}
