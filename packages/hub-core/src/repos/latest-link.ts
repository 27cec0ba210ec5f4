import { rename, symlink, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Context } from '../ground/context.js';
import { hasNewerRepo } from './read-repos.js';
import { repoFolder } from './repo-folder.js';
import type { RepoInfo } from './types.js';

/**
 * Lets the link `latest` of a tag point to a repo that became ready, unless there is a newer one or the repo has options
 * of its own. The link is a convenience: failing to set it is logged and nothing more.
 */
export async function linkIfLatest(ctx: Context, repo: RepoInfo): Promise<void> {
  const hasOwnOptions = Object.keys(repo.custom_opts ?? {}).length > 0;
  if (hasOwnOptions && !repo.dist) return;
  if (await hasNewerRepo(ctx, repo)) return;
  const link = repoFolder(ctx.config.KojiDir, { id: 'latest', tagName: repo.tag_name, dist: repo.dist });
  const unfinished = `${dirname(link)}/.latest.${repo.id}`;
  try {
    await unlink(unfinished).catch(() => undefined);
    await symlink(String(repo.id), unfinished);
    await rename(unfinished, link);
  } catch (error) {
    ctx.log.error({ err: error, link }, 'the link to the latest repo could not be set');
  }
}
