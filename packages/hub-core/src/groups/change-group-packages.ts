import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { insertVersioned, revoke } from '../history/index.js';
import { lookupNameStrictly } from '../lookup/index.js';
import type { Context } from '../rpc/context.js';
import { pythonRepr } from '../rpc/python-names.js';
import { mergeSettings, readEntryOptions, type EntryOptions } from './entry-settings.js';
import { usableGroup } from './usable-group.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

const SETTINGS = { type: 'text', basearchonly: 'boolean', requires: 'text' } as const;

/**
 * Lists a package in a group of a tag, or changes its entry. Packages of groups are names of rpms, so the hub need not
 * know them. Throws GenericError for a group that is missing or blocked and for a blocked package, unless forced.
 */
export async function addGroupPackage(
  ctx: Context,
  tagInfo: unknown,
  groupInfo: unknown,
  packageName: unknown,
  options: EntryOptions = {},
): Promise<void> {
  const { block, force, settings } = readEntryOptions(options);
  const name = nameOf(packageName);
  const tag = await lookupNameStrictly(ctx, 'tag', tagInfo);
  const group = await lookupNameStrictly(ctx, 'groups', groupInfo);
  const { packages } = await usableGroup(ctx, tag, group, { withRequirements: false });
  const previous = packages.get(name);
  if (previous?.blocked && !force) {
    throw new GenericError(`package ${name} blocked in group ${group.name}, tag ${tag.name}`);
  }
  const { values, changed } = mergeSettings(SETTINGS, settings, previous);
  if (previous !== undefined && !changed && !block && !force) return;
  await revoke(ctx, 'group_package_listing', entryOf(tag.id, group.id, name));
  await insertVersioned(ctx, 'group_package_listing', {
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
  tagInfo: unknown,
  groupInfo: unknown,
  packageName: unknown,
): Promise<void> {
  const tag = await lookupNameStrictly(ctx, 'tag', tagInfo);
  const group = await lookupNameStrictly(ctx, 'groups', groupInfo);
  await revoke(ctx, 'group_package_listing', entryOf(tag.id, group.id, nameOf(packageName)));
}

/** Takes a block off that the tag itself has. Throws GenericError when there is none. */
export async function unblockGroupPackage(
  ctx: Context,
  tagInfo: unknown,
  groupInfo: unknown,
  packageName: unknown,
): Promise<void> {
  const tag = await lookupNameStrictly(ctx, 'tag', tagInfo);
  const group = await lookupNameStrictly(ctx, 'groups', groupInfo);
  const name = nameOf(packageName);
  const where = sql`blocked AND ${entryOf(tag.id, group.id, name)}`;
  if ((await revoke(ctx, 'group_package_listing', where)) === 0) {
    throw new GenericError(`package ${name} is NOT blocked in group ${group.id}, tag ${tag.id}`);
  }
}

function entryOf(tagId: number, groupId: number, name: string): Sql {
  return sql`group_id = ${groupId} AND tag_id = ${tagId} AND package = ${name}`;
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new CallerMistake(`a package name must be text, not ${pythonRepr(value)}`);
}
