import type { Buildroot } from '@kojikit/protocol';
import { readBuildroots, type BuildrootFilter } from '../buildroots/index.js';
import type { Context } from '../ground/context.js';
import { wholeListing } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';

const USUAL = 50;
const MOST = 1000;

/** The buildroots that fit a filter: 50 unless more are asked for, and 1000 at most. */
export function shownBuildroots(
  ctx: Context,
  filter: BuildrootFilter,
  options: QueryOptions | null,
): Promise<Buildroot[]> {
  const { order, offset, limit } = options ?? {};
  return wholeListing(
    readBuildroots(ctx, filter, { order, offset, limit: Math.min(Number(limit ?? USUAL), MOST) }),
  );
}
