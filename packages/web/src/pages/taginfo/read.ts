import { hubCall, type Plain, type TagOverview, uncheckedCall } from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { shownParents, type ShownParents } from './shown-parents.js';

type Described = Plain<TagOverview>;

export interface TagModel extends Pick<Described, 'tag' | 'requests' | 'panels'> {
  /** When it was deleted, in seconds since 1970, or that this is not known; undefined for one that is there. */
  readonly deleted: number | 'unknown' | undefined;
  readonly counts: NonNullable<Described['counts']> | undefined;
  readonly inherits: ShownParents;
  readonly builtFrom: Described['built_from'];
  readonly destinationOf: Described['destination_of'];
  readonly externalRepos: Described['external_repos'];
  readonly repo: NonNullable<Described['repo']> | undefined;
  /** How many side tags it has; undefined where the hub knows of none. */
  readonly sideTags: number | undefined;
  readonly token: string;
}

/** Targets that are shown; the list of targets has all. */
export const TARGETS_SHOWN = 20;

/**
 * All that the page of a tag shows, in one round; of a deleted tag what it was when it ended.
 * @param from see {@link shownParents}.
 */
export async function readTag(
  visitor: Visitor,
  given: number | string,
  from: number | undefined,
): Promise<TagModel> {
  const found = await visitor.all({
    tag: hubCall('describeTag', { tagInfo: given, targets: TARGETS_SHOWN + 1 }),
    // The contract of this method is a plugin's, which the hub may not have.
    sideTags: uncheckedCall('listSideTags', [], { basetag: given, queryOpts: { countOnly: true } }),
  });
  const { tag, ended, parents, requests, panels, ...described } = found.tag.value();
  return {
    tag,
    deleted: ended === null ? undefined : (ended.ts ?? 'unknown'),
    counts: described.counts ?? undefined,
    inherits: shownParents(parents, from),
    builtFrom: described.built_from,
    destinationOf: described.destination_of,
    externalRepos: described.external_repos,
    repo: described.repo ?? undefined,
    requests,
    panels,
    sideTags: found.sideTags.fault === undefined ? Number(found.sideTags.optional() ?? 0) : undefined,
    token: visitor.token(`panel tag ${tag.id}`),
  };
}
