import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { REPO_STATES } from '@kojikit/protocol';
import type { Job } from '../../ground/job.js';
import type { Context } from '../../ground/context.js';
import { removeRepoTree } from './remove-repo-tree.js';

/** Deletes trees of deleted repos that were left over, for instance because the hub was stopped in between. */
export const repoPruneJob: Job = {
  name: 'repo-prune',
  interval: 3600,
  run: (ctx) => pruneRepoTrees(ctx),
};

/**
 * Does what the job does. Folders that the hub knows nothing of are left alone: a wrong `KojiDir` must not cost anybody
 * their repos.
 */
export async function pruneRepoTrees(ctx: Context): Promise<void> {
  for (const [root, dist] of [
    ['repos', false],
    ['repos-dist', true],
  ] as const) {
    for (const tagName of await namesIn(join(ctx.config.KojiDir, root))) {
      const numbers = (await namesIn(join(ctx.config.KojiDir, root, tagName))).filter((name) =>
        /^\d+$/.test(name),
      );
      for (const id of await deletedRepos(ctx, numbers.map(Number), tagName, dist)) {
        await removeRepoTree(ctx.config.KojiDir, { id, tagName, dist });
      }
    }
  }
}

function deletedRepos(
  ctx: Context,
  ids: readonly number[],
  tagName: string,
  dist: boolean,
): Promise<number[]> {
  return ctx.db.column<number>(sql`
    SELECT repo.id FROM repo JOIN tag ON tag.id = repo.tag_id
    WHERE repo.state = ${REPO_STATES.DELETED} AND tag.name = ${tagName} AND repo.dist = ${dist}
      AND ${ctx.db.dialect.isIn(sql`repo.id`, ids)}`);
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
