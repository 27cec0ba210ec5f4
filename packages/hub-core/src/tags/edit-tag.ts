import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { normalizeArches } from '@kojikit/rpm';
import { verifyNameInternal } from '../config/index.js';
import { insertVersioned, revoke } from '../history/index.js';
import { lookupNameStrictly } from '../lookup/index.js';
import type { Context } from '../ground/context.js';
import { pythonJson } from '../rpc/python-json.js';
import { getTag } from './find-tag.js';
import type { TagEdit } from './readers/tag-changes.js';
import type { TagInfo } from './types.js';
import type { NameOrId } from '../readers/index.js';

const SETTINGS = ['perm_id', 'arches', 'locked', 'maven_support', 'maven_include_all'] as const;

/**
 * Changes a tag; what is not given stays. Checks no permission.
 * Throws GenericError for a bad or taken name, bad arches, an unknown permission, and an extra setting that is both set
 * and removed, or removed and not there.
 */
export async function editTag(ctx: Context, info: NameOrId, changes: TagEdit): Promise<void> {
  if (!ctx.config.EnableMaven && ('maven_support' in changes || 'maven_include_all' in changes)) {
    throw new GenericError('Maven support not enabled');
  }
  const tag = await getTag(ctx, info);
  const permission =
    changes.perm_id == null
      ? changes.perm_id
      : (await lookupNameStrictly(ctx, 'permissions', changes.perm_id)).id;
  await rename(ctx, tag, changes.name);
  await changeSettings(ctx, tag, {
    ...changes,
    arches: storedArches(tag, changes.arches),
    perm_id: permission,
  });
  await changeExtra(ctx, tag, changes);
}

/* The name alone is not versioned: a renamed tag has its new name at every event. */
async function rename(ctx: Context, tag: TagInfo, name: string | undefined): Promise<void> {
  if (name === undefined || name === tag.name) return;
  verifyNameInternal(ctx.config, name);
  const taken = await ctx.db.value<number>(sql`SELECT id FROM tag WHERE name = ${name}`);
  if (taken !== undefined) throw new GenericError(`Name ${name} already taken by tag ${taken}`);
  await ctx.db.update('tag', { name }, sql`id = ${tag.id}`);
}

function storedArches(tag: TagInfo, arches: TagEdit['arches']): string | null | undefined {
  if (arches === undefined || arches === null || arches === '' || arches === tag.arches) return arches;
  return normalizeArches(arches, { strict: true, allowNone: true });
}

type Settings = { readonly [Name in (typeof SETTINGS)[number]]?: string | number | boolean | null };

/* One and zero equal yes and no: `locked=0` changes nothing about a tag that is not locked. */
function isSame(given: Settings[keyof Settings], held: Settings[keyof Settings]): boolean {
  return given === held || (typeof held === 'boolean' && given === Number(held));
}

async function changeSettings(ctx: Context, tag: TagInfo, settings: Settings): Promise<void> {
  const changed = SETTINGS.filter(
    (name) => settings[name] !== undefined && !isSame(settings[name], tag[name]),
  );
  if (changed.length === 0) return;
  await revoke(ctx, 'tag_config', sql`tag_id = ${tag.id}`);
  await insertVersioned(ctx, 'tag_config', {
    tag_id: tag.id,
    ...Object.fromEntries(
      SETTINGS.map((name) => [name, changed.includes(name) ? settings[name] : tag[name]]),
    ),
  });
}

async function changeExtra(
  ctx: Context,
  tag: TagInfo,
  { extra, remove_extra: remove = [], block_extra: block = [] }: TagEdit,
): Promise<void> {
  if (extra !== undefined) {
    const conflict = [...block, ...remove].find((key) => Object.hasOwn(extra, key));
    if (conflict !== undefined) {
      throw new GenericError(`Can not both add/update and remove tag-extra: '${conflict}'`);
    }
    for (const [key, value] of Object.entries(extra)) {
      const text = pythonJson(value);
      if (Object.hasOwn(tag.extra, key) && pythonJson(tag.extra[key]) === text) continue;
      await setExtra(ctx, tag, key, text);
    }
  }
  for (const key of block) await setExtra(ctx, tag, key, null);
  const unknown = remove.filter((key) => !Object.hasOwn(tag.extra, key));
  if (unknown.length > 0)
    throw new GenericError(`Tag: ${tag.name} doesn't have extra: ${unknown.join(', ')}`);
  for (const key of remove) await revoke(ctx, 'tag_extra', sql`tag_id = ${tag.id} AND key = ${key}`);
}

async function setExtra(ctx: Context, tag: TagInfo, key: string, value: string | null): Promise<void> {
  await revoke(ctx, 'tag_extra', sql`tag_id = ${tag.id} AND key = ${key}`);
  await insertVersioned(ctx, 'tag_extra', { tag_id: tag.id, key, value });
}
