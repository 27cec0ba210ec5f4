import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { normalizeArches } from '@kojikit/rpm';
import { verifyNameInternal } from '../config/index.js';
import { insertVersioned, revoke } from '../history/index.js';
import { lookupNameStrictly } from '../lookup/index.js';
import { expectArray, expectStruct, expectText, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonJson } from '../rpc/python-json.js';
import { getTag } from './find-tag.js';
import type { TagInfo } from './types.js';

const SETTINGS = ['perm_id', 'arches', 'locked', 'maven_support', 'maven_include_all'] as const;

/**
 * Changes a tag: `name`, `arches`, `locked`, `perm` (or `perm_id`), `maven_support`, `maven_include_all`, `extra`,
 * `remove_extra`, `block_extra`. What is not given stays. Checks no permission.
 */
export async function editTag(ctx: Context, info: unknown, changes: Record<string, unknown>): Promise<void> {
  if (!ctx.config.EnableMaven && ('maven_support' in changes || 'maven_include_all' in changes)) {
    throw new GenericError('Maven support not enabled');
  }
  const [remove, block] = [keysOf(changes['remove_extra']), keysOf(changes['block_extra'])];
  const tag = await getTag(ctx, info);
  const settings = { ...changes };
  if ('perm' in settings && !('perm_id' in settings)) settings['perm_id'] = settings['perm'];
  if (settings['perm_id'] != null) {
    settings['perm_id'] = (await lookupNameStrictly(ctx, 'permissions', settings['perm_id'])).id;
  }
  await rename(ctx, tag, changes['name']);
  if (isTrue(changes['arches']) && changes['arches'] !== tag.arches) {
    settings['arches'] = normalizeArches(changes['arches'] as string, { strict: true, allowNone: true });
  }
  await changeSettings(ctx, tag, settings);
  await changeExtra(ctx, tag, changes, { remove, block });
}

function keysOf(value: unknown): string[] {
  return isTrue(value) ? expectArray(value).map(expectText) : [];
}

/* The name alone is not versioned: a renamed tag has its new name at every event. */
async function rename(ctx: Context, tag: TagInfo, name: unknown): Promise<void> {
  if (!isTrue(name) || name === tag.name) return;
  verifyNameInternal(ctx.config, name as string);
  const taken = await ctx.db.value<number>(sql`SELECT id FROM tag WHERE name = ${name}`);
  if (taken !== undefined) throw new GenericError(`Name ${name as string} already taken by tag ${taken}`);
  await ctx.db.update('tag', { name }, sql`id = ${tag.id}`);
}

/* Python's truths are numbers: `locked=0` changes nothing about a tag that is not locked. */
function isSame(given: unknown, held: unknown): boolean {
  return given === held || (typeof held === 'boolean' && typeof given === 'number' && given === Number(held));
}

async function changeSettings(ctx: Context, tag: TagInfo, settings: Record<string, unknown>): Promise<void> {
  const changed = SETTINGS.filter((name) => name in settings && !isSame(settings[name], tag[name]));
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
  changes: Record<string, unknown>,
  { remove, block }: { readonly remove: readonly string[]; readonly block: readonly string[] },
): Promise<void> {
  if ('extra' in changes) {
    const extra = expectStruct(changes['extra']);
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
