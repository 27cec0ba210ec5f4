import sql, { raw } from 'sql-template-tag';
import { dictionary, GenericError } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import { nameOrIdCondition } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { parseExtra } from './parse-extra.js';
import type { TagEvent } from './readers/tag-event.js';
import type { TagInfo } from './types.js';
import { quoted } from '../rpc/fault-text.js';

export interface FindTagOptions {
  /** An event id, `auto` for the last state of a tag that may be deleted, or nothing for now. */
  readonly event?: TagEvent | null;
  /** Show blocked extra settings too, every setting as a pair of (blocked, value). */
  readonly blocked?: boolean;
}

interface TagRow extends Omit<TagInfo, 'extra'> {
  extra_key: string | null;
  extra_value: string | null;
}

/**
 * The tag that a caller named by name, id or struct, or undefined. A tag exists when it has settings that hold at the
 * event. One query: the extra settings come as further rows.
 */
export async function findTag(
  ctx: Context,
  info: NameOrId,
  options: FindTagOptions = {},
): Promise<TagInfo | undefined> {
  const wanted = nameOrIdCondition('tag', info);
  const ended = options.event === 'auto' ? await endOfTag(ctx, wanted) : undefined;
  const event = options.event === 'auto' ? (ended === undefined ? null : ended - 1) : (options.event ?? null);
  const rows = await ctx.db.all<TagRow>(sql`
    SELECT tag.id, tag.name, tag_config.perm_id, permissions.name AS perm, tag_config.arches, tag_config.locked,
      tag_config.maven_support, tag_config.maven_include_all,
      ${ended === undefined ? raw('') : raw('tag_config.revoke_event,')}
      tag_extra.key AS extra_key, tag_extra.value AS extra_value
    FROM tag_config JOIN tag ON tag.id = tag_config.tag_id
      LEFT JOIN permissions ON tag_config.perm_id = permissions.id
      LEFT JOIN tag_extra ON tag_extra.tag_id = tag.id AND ${currentAt('tag_extra', event)}
    WHERE ${wanted} AND ${currentAt('tag_config', event)}`);
  const [first] = rows;
  if (first === undefined) return undefined;

  const extra = dictionary<unknown>();
  for (const { extra_key: key, extra_value: value } of rows) {
    if (key === null || (value === null && !options.blocked)) continue;
    const parsed = value === null ? null : parseExtra(key, value);
    extra[key] = options.blocked ? [value === null, parsed] : parsed;
  }
  // The members stand in the order of Koji's answer, which its command line prints as they come.
  const tag: TagInfo = {
    arches: first.arches,
    id: first.id,
    locked: first.locked,
    maven_include_all: first.maven_include_all,
    maven_support: first.maven_support,
    name: first.name,
    perm: first.perm,
    perm_id: first.perm_id,
    extra,
  };
  if (event !== null) tag.query_event = Number(event);
  if (ended !== undefined) tag.revoke_event = first.revoke_event;
  return tag;
}

/** {@link findTag}; throws GenericError `No such tagInfo: <info>` when there is none. */
export async function getTag(ctx: Context, info: NameOrId, options: FindTagOptions = {}): Promise<TagInfo> {
  const tag = await findTag(ctx, info, options);
  if (tag === undefined) throw new GenericError(`No such tagInfo: ${quoted(info)}`);
  return tag;
}

async function endOfTag(ctx: Context, wanted: ReturnType<typeof sql>): Promise<number | undefined> {
  return ctx.db.value<number>(sql`
    SELECT tag_config.revoke_event FROM tag_config JOIN tag ON tag.id = tag_config.tag_id
    WHERE ${wanted} ORDER BY tag_config.create_event DESC LIMIT 1`);
}
