import {
  hubCall,
  type Plain,
  type ResultOf,
  type ShownPanel,
  type Tag,
  type TagContentsCount,
  type TagExternalRepo,
  type Target,
  uncheckedCall,
} from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { window } from '../../html/pager.js';
import { PageError } from '../../http/page-error.js';
import { askRequestCount } from '../repos/ask-requests.js';
import { shownParents, type ShownParents } from './shown-parents.js';

export interface TagModel {
  readonly tag: Plain<Tag>;
  /** When it was deleted, in seconds since 1970, or that this is not known; undefined for one that is there. */
  readonly deleted: number | 'unknown' | undefined;
  readonly counts: Plain<TagContentsCount> | undefined;
  readonly inherits: ShownParents;
  readonly builtFrom: readonly Plain<Target>[];
  readonly destinationOf: readonly Plain<Target>[];
  readonly externalRepos: readonly Plain<TagExternalRepo>[];
  readonly repo: Plain<ResultOf<'getRepo'>> | undefined;
  readonly requests: number;
  /** How many side tags it has; undefined where the hub knows of none. */
  readonly sideTags: number | undefined;
  readonly panels: readonly ShownPanel[];
  readonly token: string;
}

/** Targets that are shown; the list of targets has all. */
export const TARGETS_SHOWN = 20;

/**
 * All that the page of a tag shows, in two rounds; of a deleted tag what it was when it ended.
 * @param from see {@link shownParents}.
 */
export async function readTag(
  visitor: Visitor,
  given: number | string,
  from: number | undefined,
): Promise<TagModel> {
  const tag: Plain<Tag> & { readonly revoke_event?: number } = (
    await visitor.one(hubCall('getTag', { tagInfo: given, event: 'auto', strict: true }))
  ).value();
  const token = visitor.token(`panel tag ${tag.id}`);
  const ended = tag.query_event;
  if (ended !== undefined) {
    const found = await visitor.all({
      event: hubCall('getEvent', { id: tag.revoke_event ?? ended }),
      parents: hubCall('getFullInheritance', { tag: tag.id, event: ended }),
    });
    const nothing = {
      builtFrom: [],
      destinationOf: [],
      externalRepos: [],
      panels: [],
      requests: 0,
      sideTags: undefined,
    };
    return {
      ...nothing,
      tag,
      deleted: found.event.optional()?.ts ?? 'unknown',
      counts: undefined,
      inherits: shownParents(found.parents.optional() ?? [], from),
      repo: undefined,
      token,
    };
  }
  const found = await visitor.all({
    counts: hubCall('countTagContents', { tag: tag.id }),
    parents: hubCall('getFullInheritance', { tag: tag.id }),
    builtFrom: hubCall('getBuildTargets', {
      buildTagID: tag.id,
      queryOpts: window(0, 'name', TARGETS_SHOWN),
    }),
    destinationOf: hubCall('getBuildTargets', {
      destTagID: tag.id,
      queryOpts: window(0, 'name', TARGETS_SHOWN),
    }),
    externalRepos: hubCall('getExternalRepoList', { tag_info: tag.id }),
    repo: hubCall('getRepo', { tag: tag.id }),
    requests: askRequestCount([['tag_id', tag.id]]),
    panels: hubCall('listPanels', { place: 'tag', id: tag.id }),
    // The contract of this method is a plugin's, which the hub may not have.
    sideTags: uncheckedCall('listSideTags', [], { basetag: tag.id, queryOpts: { countOnly: true } }),
  });
  if (found.parents.fault !== undefined) throw new PageError(404, `There is no tag ${given}`);
  return {
    tag,
    deleted: undefined,
    counts: found.counts.optional(),
    inherits: shownParents(found.parents.value(), from),
    builtFrom: found.builtFrom.value(),
    destinationOf: found.destinationOf.value(),
    externalRepos: found.externalRepos.optional() ?? [],
    repo: found.repo.optional(),
    requests: Number(found.requests.optional() ?? 0),
    panels: found.panels.optional() ?? [],
    sideTags: found.sideTags.fault === undefined ? Number(found.sideTags.optional() ?? 0) : undefined,
    token,
  };
}
