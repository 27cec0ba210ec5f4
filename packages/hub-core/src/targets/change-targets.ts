import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { verifyNameInternal } from '../config/index.js';
import { insertVersioned, revoke } from '../history/index.js';
import { lookupName, lookupOrCreateName, type Named } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findTag } from '../tags/index.js';
import { findTarget } from './read-targets.js';
import { faultText } from '../rpc/fault-text.js';

/** A target and the tags that it will have. */
export interface TargetTags {
  readonly name: string;
  readonly buildTag: NameOrId;
  readonly destTag: NameOrId;
}

/** Makes a target. Checks no permission. Throws GenericError for a bad or taken name and unknown tags. */
export async function createTarget(ctx: Context, target: TargetTags): Promise<void> {
  const { name } = target;
  verifyNameInternal(ctx.config, name);
  if (await findTarget(ctx, name)) {
    throw new GenericError(`A build target with the name '${name}' already exists`);
  }
  const tags = await tagsOf(ctx, target);
  const { id } = await lookupOrCreateName(ctx, 'build_target', name);
  await insertVersioned(ctx, 'build_target_config', { build_target_id: id, ...tags });
}

/** Renames a target and sets its tags. Checks no permission. */
export async function editTarget(ctx: Context, info: NameOrId, target: TargetTags): Promise<void> {
  const { name } = target;
  verifyNameInternal(ctx.config, name);
  const { id, name: oldName } = await existing(ctx, info);
  const tags = await tagsOf(ctx, target);
  if (oldName !== name) {
    const taken = await ctx.db.value<number>(sql`SELECT id FROM build_target WHERE name = ${name}`);
    if (taken !== undefined)
      throw new GenericError(`name "${name}" is already taken by build target ${taken}`);
    await ctx.db.update('build_target', { name }, sql`id = ${id}`);
  }
  await revoke(ctx, 'build_target_config', sql`build_target_id = ${id}`);
  await insertVersioned(ctx, 'build_target_config', { build_target_id: id, ...tags });
}

/** Ends a target. Its past stays readable. Checks no permission. */
export async function deleteTarget(ctx: Context, info: NameOrId): Promise<void> {
  const { id } = await existing(ctx, info);
  await revoke(ctx, 'build_target_config', sql`build_target_id = ${id}`);
}

async function existing(ctx: Context, info: NameOrId): Promise<Named> {
  const found = await lookupName(ctx, 'build_target', info);
  if (found === undefined) throw new GenericError(faultText`No such build target: ${info}`);
  return found;
}

async function tagsOf(ctx: Context, target: TargetTags): Promise<{ build_tag: number; dest_tag: number }> {
  return {
    build_tag: await tagId(ctx, 'build', target.buildTag),
    dest_tag: await tagId(ctx, 'destination', target.destTag),
  };
}

async function tagId(ctx: Context, what: string, info: NameOrId): Promise<number> {
  const tag = await findTag(ctx, info);
  if (tag === undefined) throw new GenericError(faultText`${what} tag '${info}' does not exist`);
  return tag.id;
}
