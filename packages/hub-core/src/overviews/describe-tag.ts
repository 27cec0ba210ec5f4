import type { Context } from '../ground/context.js';
import { findEvent } from '../history/index.js';
import { readPanels } from '../panels/index.js';
import type { NameOrId } from '../readers/index.js';
import type { ResultOf } from '../rpc/method.js';
import { countInherited } from '../tagging/index.js';
import { findTag, fullInheritance, getTag, type TagInfo } from '../tags/index.js';
import { readAroundTag } from './read-around-tag.js';

type Described = ResultOf<'describeTag'>;

/**
 * A tag with what it holds and what hangs on it, in four queries beside what panels ask; of a deleted one what it was when
 * it ended. Throws GenericError `No such tagInfo: <what was given>`.
 * @param targets of those from it and to it, so many.
 */
export async function describeTag(ctx: Context, info: NameOrId, targets: number): Promise<Described> {
  const tag = await findTag(ctx, info);
  if (tag === undefined) return describeEnded(ctx, await getTag(ctx, info, { event: 'auto' }));
  const parents = await fullInheritance(ctx, tag.id);
  const tags = [...new Set([tag.id, ...parents.map(({ parent_id: id }) => id)])];
  const inherited = await countInherited(ctx, tag.id, parents);
  const { own, ...around } = await readAroundTag(ctx, tag.id, { tags, targets });
  return {
    tag,
    ended: null,
    parents,
    counts: { ...inherited, own },
    ...around,
    panels: await readPanels(ctx, 'tag', tag.id),
  };
}

async function describeEnded(ctx: Context, tag: TagInfo): Promise<Described> {
  const { id, query_event: last, revoke_event: end } = tag;
  const event = end ?? last;
  const ended = event === undefined ? undefined : await findEvent(ctx, event);
  return {
    tag,
    ended: { ts: ended?.ts ?? null },
    parents: await fullInheritance(ctx, id, last),
    counts: null,
    built_from: [],
    destination_of: [],
    external_repos: [],
    repo: null,
    requests: 0,
    panels: [],
  };
}
