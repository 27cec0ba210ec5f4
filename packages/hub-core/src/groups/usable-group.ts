import { GenericError } from '@kojikit/protocol';
import type { Named } from '../lookup/index.js';
import type { Context } from '../ground/context.js';
import { readGroups, type GroupInTag, type TagGroupsQuery } from './read-tag-groups.js';

/** A group that members may be added to in a tag. Throws GenericError when the tag has none or blocks it. */
export async function usableGroup(
  ctx: Context,
  tag: Named,
  group: Named,
  query: Pick<TagGroupsQuery, 'withPackages' | 'withRequirements'>,
): Promise<GroupInTag> {
  const found = (await readGroups(ctx, tag.id, query)).get(group.id);
  if (found === undefined) throw new GenericError(`group ${group.name} not present in tag ${tag.name}`);
  if (found.config.blocked) throw new GenericError(`group ${group.name} is blocked in tag ${tag.name}`);
  return found;
}
