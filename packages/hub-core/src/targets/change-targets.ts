import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { verifyNameInternal } from '../config/index.js';
import { currentAt, insertVersioned, revoke } from '../history/index.js';
import { insertName, lookupName, type Named } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findTag } from '../tags/index.js';
import { faultText } from '../rpc/fault-text.js';

/** A target and the tags that it will have. */
export interface TargetTags {
  readonly name: string;
  readonly buildTag: NameOrId;
  readonly destTag: NameOrId;
}

/** Makes a target. Checks no permission. Throws GenericError for a bad or taken name and unknown tags. */
export function createTarget(ctx: Context, target: TargetTags): Promise<void> {
  return create(ctx, target.name, () => tagsOf(ctx, target));
}

/** {@link createTarget} with tags that are known to be there. */
export function createTargetOf(
  ctx: Context,
  name: string,
  { buildTag, destTag }: { readonly buildTag: number; readonly destTag: number },
): Promise<void> {
  return create(ctx, name, () => ({ build_tag: buildTag, dest_tag: destTag }));
}

interface StoredTags {
  readonly build_tag: number;
  readonly dest_tag: number;
}

async function create(
  ctx: Context,
  name: string,
  readTags: () => StoredTags | Promise<StoredTags>,
): Promise<void> {
  verifyNameInternal(ctx.config, name);
  const known = await ctx.db.first<{ id: number; configured: number | null }>(sql`
    SELECT build_target.id AS id, config.build_target_id AS configured
      FROM build_target
      LEFT JOIN build_target_config AS config ON config.build_target_id = build_target.id AND ${currentAt('config', null)}
     WHERE build_target.name = ${name}`);
  if (known !== undefined && known.configured !== null) {
    throw new GenericError(`A build target with the name '${name}' already exists`);
  }
  const tags = await readTags();
  const id = known?.id ?? (await insertName(ctx, 'build_target', name));
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

async function tagsOf(ctx: Context, target: TargetTags): Promise<StoredTags> {
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
