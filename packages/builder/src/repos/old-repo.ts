import type { TaskHub } from '../hub/task-hub.js';
import type { Log } from '../tasks/log.js';
import type { RepoInfo } from './repo-info.js';

/**
 * Finds a repo whose metadata can be used again: the tag's own, one of the tags that `repo.oldrepo_hint` names, or the
 * nearest parent's.
 */
export async function findOldRepo(
  hub: TaskHub,
  tag: { readonly id: number; readonly name: string; readonly extra: Readonly<Record<string, unknown>> },
  log: Log,
): Promise<RepoInfo | undefined> {
  const own = await hub.call('getRepo', { tag: tag.id });
  if (own) return own;

  const hint = tag.extra['repo.oldrepo_hint'];
  for (const name of hint === undefined ? [] : [hint].flat()) {
    const known = typeof name === 'string' || typeof name === 'number';
    const hinted = known ? await hub.call('getTag', { tagInfo: name, strict: false }) : null;
    if (!hinted) {
      log.warn(`oldrepo_hint refers to invalid tag: ${JSON.stringify(name)}`);
      continue;
    }
    const repo = await hub.call('getRepo', { tag: hinted.id });
    if (repo) return repo;
  }

  const parents = await hub.call('getFullInheritance', { tag: tag.id });
  for (const { parent_id: parent } of parents.sort((a, b) => a.currdepth - b.currdepth)) {
    const repo = await hub.call('getRepo', { tag: parent });
    if (repo) return repo;
  }
  return undefined;
}
