import sql from 'sql-template-tag';
import type { Context } from '../ground/context.js';
import { readRepos } from './views.js';

/**
 * Gives a repo that became ready to every request that it fits: of the same tag, recent enough, with all the options
 * asked for and none that was not. Who waits for one of these requests is woken after the commit.
 */
export async function satisfyRequests(ctx: Context, repoId: number): Promise<void> {
  const [repo] = await readRepos(ctx, { where: [['id', '=', repoId]] });
  if (repo === undefined || repo.dist || repo.opts === null || repo.custom_opts === null) return;
  const { dialect } = ctx.db;
  const rows = await ctx.db.write<{ id: number }>(sql`
    UPDATE repo_queue SET repo_id = ${repoId}, active = false, update_time = ${dialect.now()}
    WHERE tag_id = ${repo.tag_id} AND active IS TRUE AND repo_id IS NULL
      AND (min_event <= ${repo.create_event} OR at_event = ${repo.create_event})
      AND ${dialect.contains(sql`${dialect.json(repo.opts)}`, sql`opts`)}
      AND ${dialect.contains(sql`opts`, sql`${dialect.json(repo.custom_opts)}`)}
    RETURNING id`);
  ctx.afterCommit(() => {
    for (const { id } of rows) ctx.signals.announce(`repo-request:${id}`);
    ctx.signals.announce(`repo:${repo.tag_id}`);
  });
}
