import { firstChange, lastChange } from '../history/tag-change-events.js';
import { lastEvent } from '../history/events.js';
import type { Context } from '../ground/context.js';

/**
 * The event that a repo of a tag must have seen to be recent enough: the tag's last change, but changes of the last
 * `lag` seconds may be missing. Rounded down to the hub's `RepoLagWindow`, so that requests made close together ask for
 * the same.
 */
export async function minimumEvent(ctx: Context, tagId: number, lag: number): Promise<number> {
  const last = await lastChange(ctx, tagId, null, { inherit: true });
  const window = ctx.config.RepoLagWindow;
  const moment = Math.floor((Date.now() / 1000 - lag) / window) * window;
  const event =
    (await lastEvent(ctx, moment))?.id ?? (await firstChange(ctx, tagId, null, { inherit: true }));
  if (last === undefined || event === undefined) throw new Error(`tag ${tagId} has no event`);
  return Math.min(event, last);
}
