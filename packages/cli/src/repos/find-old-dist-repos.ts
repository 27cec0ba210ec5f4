import { REPO_STATES } from '@kojikit/protocol';
import { UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/** The ids of dist repos, each given by its id or by its tag. Throws UsageError when a tag has none. */
export async function findOldDistRepos(hub: HubSession, words: readonly string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const word of words) {
    if (/^\d+$/.test(word)) {
      ids.push((await hub.call('repoInfo', { repo_id: Number(word), strict: true })).id);
      continue;
    }
    const found =
      (await hub.call('getRepo', { tag: word, dist: true })) ??
      (await hub.call('getRepo', { tag: word, state: REPO_STATES.EXPIRED, dist: true }));
    if (!found) throw new UsageError(`Can't find repo for tag: ${word}`);
    ids.push(found.id);
  }
  return ids;
}
