import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { insertVersioned, revoke } from '../history/index.js';
import { lookupNameStrictly, lookupOrCreateName } from '../lookup/index.js';
import { storedFlag, storedText, type NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { getTag } from '../tags/index.js';
import { mergeSettings, settingsReader, type EntryOptions } from './entry-settings.js';
import { lookupTagAndGroup } from './lookup-tag-and-group.js';
import { readGroups } from './read-tag-groups.js';

const TABLE = 'group_config';
const COLUMNS = {
  exported: storedFlag(TABLE, 'exported'),
  display_name: storedText(TABLE, 'display_name'),
  is_default: storedFlag(TABLE, 'is_default'),
  uservisible: storedFlag(TABLE, 'uservisible'),
  description: storedText(TABLE, 'description'),
  langonly: storedText(TABLE, 'langonly'),
  biarchonly: storedFlag(TABLE, 'biarchonly'),
};

/** The settings of a group in a tag. */
export const groupSettings = settingsReader(COLUMNS);

/**
 * Lists a group in a tag, or changes its settings; the group is made when there is none of that name.
 * Nothing is written when all is as wanted already. Throws GenericError for a group that is blocked, unless forced.
 */
export async function addGroup(
  ctx: Context,
  tagInfo: NameOrId,
  groupInfo: NameOrId,
  options: EntryOptions = {},
): Promise<void> {
  const { block = false, force = false, settings = {} } = options;
  const tag = await getTag(ctx, tagInfo);
  const group = await lookupOrCreateName(ctx, 'groups', groupInfo);
  const listed = await readGroups(ctx, tag.id, { withPackages: false, withRequirements: false });
  const previous = listed.get(group.id)?.config;
  if (previous?.blocked && !force) {
    throw new GenericError(`group ${group.name} is blocked in tag ${tag.name}`);
  }
  const { values, changed } = mergeSettings(
    [...Object.keys(COLUMNS), 'blocked'],
    { ...settings, blocked: block },
    previous && { ...previous },
  );
  if (previous !== undefined && !changed) return;
  await revoke(ctx, TABLE, entryOf(tag.id, group.id));
  const defaults = { display_name: group.name, biarchonly: false, exported: true, uservisible: true };
  await insertVersioned(ctx, TABLE, {
    ...defaults,
    ...values,
    tag_id: tag.id,
    group_id: group.id,
  });
}

/** Takes a group off a tag's list. Throws GenericError when the tag itself does not list it, unless forced. */
export async function removeGroup(
  ctx: Context,
  tagInfo: NameOrId,
  groupInfo: NameOrId,
  force: boolean,
): Promise<void> {
  const tag = await getTag(ctx, tagInfo);
  const group = await lookupNameStrictly(ctx, 'groups', groupInfo);
  const ended = await revoke(ctx, TABLE, entryOf(tag.id, group.id));
  if (ended === 0 && !force) {
    throw new GenericError(`No group: ${group.name} found for tag: ${tag.name}`);
  }
}

/** Takes a block off that the tag itself has. Throws GenericError when there is none. */
export async function unblockGroup(ctx: Context, tagInfo: NameOrId, groupInfo: NameOrId): Promise<void> {
  const { tag, group } = await lookupTagAndGroup(ctx, tagInfo, groupInfo);
  const ended = await revoke(ctx, TABLE, sql`blocked AND ${entryOf(tag.id, group.id)}`);
  if (ended === 0) throw new GenericError(`group ${group.name} is NOT blocked in tag ${tag.name}`);
}

function entryOf(tagId: number, groupId: number): Sql {
  return sql`group_id = ${groupId} AND tag_id = ${tagId}`;
}
