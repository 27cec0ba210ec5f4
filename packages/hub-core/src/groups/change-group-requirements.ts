import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { insertVersioned, revoke } from '../history/index.js';
import { lookupNameStrictly, type Named } from '../lookup/index.js';
import { storedFlag, storedText, type NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { mergeSettings, settingsReader, type EntryOptions } from './entry-settings.js';
import { lookupTagAndGroup } from './lookup-tag-and-group.js';
import { usableGroup } from './usable-group.js';

const TABLE = 'group_req_listing';
const COLUMNS = { type: storedText(TABLE, 'type'), is_metapkg: storedFlag(TABLE, 'is_metapkg') };

/** The settings of a group that a group needs. */
export const groupRequirementSettings = settingsReader(COLUMNS);

/**
 * Notes that a group of a tag needs another, or changes that entry. Throws GenericError for a group that is missing or
 * blocked and for a blocked requirement, unless forced.
 */
export async function addGroupRequirement(
  ctx: Context,
  tagInfo: NameOrId,
  groupInfo: NameOrId,
  requiredInfo: NameOrId,
  options: EntryOptions = {},
): Promise<void> {
  const { block = false, force = false, settings = {} } = options;
  const entry = await lookupEntry(ctx, tagInfo, groupInfo, requiredInfo);
  const { tag, group, required } = entry;
  const { requirements } = await usableGroup(ctx, tag, group, { withPackages: false });
  const previous = requirements.get(required.id);
  if (previous?.blocked && !force) {
    throw new GenericError(
      `requirement on group ${required.name} blocked in group ${group.name}, tag ${tag.name}`,
    );
  }
  const { values, changed } = mergeSettings(Object.keys(COLUMNS), settings, previous && { ...previous });
  if (previous !== undefined && !changed && !block) return;
  await revoke(ctx, TABLE, entryCondition(entry));
  await insertVersioned(ctx, TABLE, {
    type: 'mandatory',
    ...values,
    tag_id: tag.id,
    group_id: group.id,
    req_id: required.id,
    blocked: block,
  });
}

/** Takes a requirement off a group in a tag; nothing happens when it is not there. */
export async function removeGroupRequirement(
  ctx: Context,
  tagInfo: NameOrId,
  groupInfo: NameOrId,
  requiredInfo: NameOrId,
): Promise<void> {
  const entry = await lookupEntry(ctx, tagInfo, groupInfo, requiredInfo);
  await revoke(ctx, TABLE, entryCondition(entry));
}

/** Takes a block off that the tag itself has. Throws GenericError when there is none. */
export async function unblockGroupRequirement(
  ctx: Context,
  tagInfo: NameOrId,
  groupInfo: NameOrId,
  requiredInfo: NameOrId,
): Promise<void> {
  const entry = await lookupEntry(ctx, tagInfo, groupInfo, requiredInfo);
  const { tag, group, required } = entry;
  if ((await revoke(ctx, TABLE, sql`blocked AND ${entryCondition(entry)}`)) === 0) {
    throw new GenericError(`group req ${required.id} is NOT blocked in group ${group.id}, tag ${tag.id}`);
  }
}

interface RequirementEntry {
  readonly tag: Named;
  readonly group: Named;
  readonly required: Named;
}

async function lookupEntry(
  ctx: Context,
  tagInfo: NameOrId,
  groupInfo: NameOrId,
  requiredInfo: NameOrId,
): Promise<RequirementEntry> {
  return {
    ...(await lookupTagAndGroup(ctx, tagInfo, groupInfo)),
    required: await lookupNameStrictly(ctx, 'groups', requiredInfo),
  };
}

function entryCondition({ tag, group, required }: RequirementEntry): Sql {
  return sql`group_id = ${group.id} AND tag_id = ${tag.id} AND req_id = ${required.id}`;
}
