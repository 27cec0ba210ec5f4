import type { Context } from '../ground/context.js';
import { lookupNameStrictly, type Named } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';

/** A tag and a group that it may list. Throws GenericError when there is no such tag, and then no such group. */
export async function lookupTagAndGroup(
  ctx: Context,
  tag: NameOrId,
  group: NameOrId,
): Promise<{ readonly tag: Named; readonly group: Named }> {
  return {
    tag: await lookupNameStrictly(ctx, 'tag', tag),
    group: await lookupNameStrictly(ctx, 'groups', group),
  };
}
