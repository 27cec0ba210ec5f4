import { BuildError, REPO_STATES, stateName } from '@kojikit/protocol';
import type { RepoInfo, Task } from '@kojikit/builder/plugin';

/**
 * The repo that the root is made from: the one that the caller chose, else the tag's current one, which is waited
 * for if there is none yet. Throws BuildError for a repo of another tag and for one that is not usable.
 */
export async function chosenRepo(
  task: Pick<Task, 'hub' | 'repo'>,
  tag: string | number,
  repoId: number | null | undefined,
): Promise<RepoInfo> {
  if (!repoId) return task.repo(tag);
  const repo = await task.hub.call('repoInfo', { repo_id: repoId, strict: true });
  if (tag !== (typeof tag === 'number' ? repo.tag_id : repo.tag_name)) {
    throw new BuildError(`build tag (${tag}) does not match repo tag (${repo.tag_name})`);
  }
  if (repo.state !== REPO_STATES.READY && repo.state !== REPO_STATES.EXPIRED) {
    const state = stateName(REPO_STATES, repo.state) ?? String(repo.state);
    throw new BuildError(`repos in the ${state} state may not be used by runroot`);
  }
  return repo;
}
