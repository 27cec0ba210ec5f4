import sql from 'sql-template-tag';
import { truth } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { parseStoredJson } from '../rpc/stored-json.js';
import { minimumEvent } from './minimum-event.js';
import { isLag, requestRepo } from './request-repo.js';

/* Behind requests that somebody waits for. */
const AUTO_PRIORITY = 5;

/** Asks for repos of the tags that say `repo.auto`, where theirs are older than `RepoAutoLag` (or `repo.lag`) allows. */
export async function requestAutoRepos(ctx: Context): Promise<void> {
  const rows = await ctx.db.all<{ tag_id: number; key: string; value: string | null }>(sql`
    SELECT tag_extra.tag_id, key, value
    FROM tag_extra JOIN tag_config ON tag_config.tag_id = tag_extra.tag_id AND tag_config.active IS TRUE
    WHERE key IN ('repo.auto', 'repo.lag') AND tag_extra.active IS TRUE`);
  const settings = (key: string) =>
    new Map(rows.filter((row) => row.key === key).map((row) => [row.tag_id, parsed(row.value)]));
  const lags = settings('repo.lag');
  for (const [tagId, auto] of settings('repo.auto')) {
    if (!truth(auto)) continue;
    const lag = lags.get(tagId);
    const minEvent = await minimumEvent(ctx, tagId, isLag(lag) ? lag : ctx.config.RepoAutoLag);
    await requestRepo(ctx, {
      tag: tagId,
      minEvent,
      atEvent: null,
      options: {},
      priority: AUTO_PRIORITY,
      force: false,
    });
  }
}

/* A blocked setting and one that is no JSON count as none. */
function parsed(value: string | null): unknown {
  try {
    return value === null ? undefined : parseStoredJson(value);
  } catch {
    return undefined;
  }
}
