import { rename, symlink, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Context } from '../ground/context.js';
import { hasNewerRepo } from './read-repos.js';
import { repoFolder } from './repo-folder.js';
import type { RepoInfo } from './types.js';

/**
 * Lets the link `latest` of a tag point to a repo that became ready, once that is committed, unless there is a newer one or
 * the repo has options of its own. The link is a convenience: failing to set it is logged and nothing more.
 */
export function linkIfLatest(ctx: Context, repo: RepoInfo): void {
  const hasOwnOptions = Object.keys(repo.custom_opts ?? {}).length > 0;
  if (hasOwnOptions && !repo.dist) return;
  ctx.afterCommit(() => link(ctx, repo));
}

async function link(ctx: Context, repo: RepoInfo): Promise<void> {
  if (await hasNewerRepo(ctx, repo)) return;
  const latest = repoFolder(ctx.config.KojiDir, { id: 'latest', tagName: repo.tag_name, dist: repo.dist });
  const unfinished = `${dirname(latest)}/.latest.${repo.id}`;
  try {
    await unlink(unfinished).catch(() => undefined);
    await symlink(String(repo.id), unfinished);
    await rename(unfinished, latest);
  } catch (error) {
    ctx.log.error({ err: error, link: latest }, 'the link to the latest repo could not be set');
  }
}
