import sql from 'sql-template-tag';
import { REPO_STATES } from '@kojikit/protocol';
import { firstChange } from '../history/tag-change-events.js';
import type { Context } from '../ground/context.js';

/** Notes for ready repos the first change of their tag since, so that they count as out of date. */
export async function updateEndEvents(ctx: Context): Promise<void> {
  const repos = await ctx.db.all<{ id: number; tag_id: number; create_event: number }>(sql`
    SELECT id, tag_id, create_event FROM repo
    WHERE end_event IS NULL AND state = ${REPO_STATES.READY} ORDER BY id`);
  // The events up to which a tag is known to be unchanged from its older repo on.
  const unchangedSince = new Map<number, number>();
  for (const repo of repos) {
    const since = unchangedSince.get(repo.tag_id);
    if (since !== undefined && since <= repo.create_event) continue;
    const end = await firstChange(ctx, repo.tag_id, repo.create_event, { inherit: true });
    if (end === undefined) unchangedSince.set(repo.tag_id, repo.create_event);
    else await ctx.db.update('repo', { end_event: end }, sql`id = ${repo.id}`);
  }
}
