import { GenericError } from '@kojikit/protocol';
import { getTag, readInheritance, type Context, type TagInfo } from '@kojikit/hub-core/plugin';

/** The tag that a side tag was made of: its first parent. Throws GenericError when it has none any more. */
export async function baseOf(ctx: Context, tag: TagInfo): Promise<TagInfo> {
  const [parent] = await readInheritance(ctx, tag.id, null);
  if (parent === undefined) throw new GenericError(`Sidetag has no parent tag: ${tag.name}`);
  return getTag(ctx, parent.parent_id);
}
