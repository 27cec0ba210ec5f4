import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { insertVersioned, revoke } from '../history/index.js';
import { storedFlag, storedText, type NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { mergeSettings, settingsReader, type EntryOptions } from './entry-settings.js';
import { lookupTagAndGroup } from './lookup-tag-and-group.js';
import { usableGroup } from './usable-group.js';

const TABLE = 'group_package_listing';
const COLUMNS = {
  type: storedText(TABLE, 'type'),
  basearchonly: storedFlag(TABLE, 'basearchonly'),
  requires: storedText(TABLE, 'requires'),
};

/** The settings of a package in a group. */
export const groupPackageSettings = settingsReader(COLUMNS);

/**
 * Lists a package in a group of a tag, or changes its entry. Packages of groups are names of rpms, so the hub need not
 * know them. Throws GenericError for a group that is missing or blocked and for a blocked package, unless forced.
 */
export async function addGroupPackage(
  ctx: Context,
  tagInfo: NameOrId,
  groupInfo: NameOrId,
  name: string,
  options: EntryOptions = {},
): Promise<void> {
  const { block = false, force = false, settings = {} } = options;
  const { tag, group } = await lookupTagAndGroup(ctx, tagInfo, groupInfo);
  const { packages } = await usableGroup(ctx, tag, group, { withRequirements: false });
  const previous = packages.get(name);
  if (previous?.blocked && !force) {
    throw new GenericError(`package ${name} blocked in group ${group.name}, tag ${tag.name}`);
  }
  const { values, changed } = mergeSettings(Object.keys(COLUMNS), settings, previous && { ...previous });
  if (previous !== undefined && !changed && !block && !force) return;
  await revoke(ctx, TABLE, entryOf(tag.id, group.id, name));
  await insertVersioned(ctx, TABLE, {
    type: 'mandatory',
    ...values,
    tag_id: tag.id,
    group_id: group.id,
    package: name,
    blocked: block,
  });
}

/** Takes a package off a group's list in a tag; nothing happens when it is not there. */
export async function removeGroupPackage(
  ctx: Context,
  tagInfo: NameOrId,
  groupInfo: NameOrId,
  name: string,
): Promise<void> {
  const { tag, group } = await lookupTagAndGroup(ctx, tagInfo, groupInfo);
  await revoke(ctx, TABLE, entryOf(tag.id, group.id, name));
}

/** Takes a block off that the tag itself has. Throws GenericError when there is none. */
export async function unblockGroupPackage(
  ctx: Context,
  tagInfo: NameOrId,
  groupInfo: NameOrId,
  name: string,
): Promise<void> {
  const { tag, group } = await lookupTagAndGroup(ctx, tagInfo, groupInfo);
  const where = sql`blocked AND ${entryOf(tag.id, group.id, name)}`;
  if ((await revoke(ctx, TABLE, where)) === 0) {
    throw new GenericError(`package ${name} is NOT blocked in group ${group.id}, tag ${tag.id}`);
  }
}

function entryOf(tagId: number, groupId: number, name: string): Sql {
  return sql`group_id = ${groupId} AND tag_id = ${tagId} AND package = ${name}`;
}
