import { hubCall, type BrowsedBuilds, type Plain } from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { PAGE_SIZE, window } from '../../html/pager.js';
import type { BuildsQuery } from './params.js';

export interface BuildList extends Plain<BrowsedBuilds> {
  readonly query: BuildsQuery;
  /** Whether there are more after these. */
  readonly more: boolean;
}

/** A page of builds. */
export async function readBuilds(visitor: Visitor, query: BuildsQuery): Promise<BuildList> {
  const { start, order: by, type, state, ...wanted } = query;
  // Only builds of a tag have one to be sorted by.
  const order = query.tagID === undefined && by.endsWith('tag_name') ? '-build_id' : by;
  const { limit } = window(start, order);
  const found = await visitor.one(
    hubCall('browseBuilds', {
      ...wanted,
      type,
      ...(query.tagID === undefined && state !== undefined && { state }),
      order,
      start,
      limit,
    }),
  );
  const list = found.value();
  return { ...list, query, builds: list.builds.slice(0, PAGE_SIZE), more: list.builds.length > PAGE_SIZE };
}
