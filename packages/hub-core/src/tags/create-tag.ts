import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { normalizeArches } from '@kojikit/rpm';
import { verifyNameInternal } from '../config/index.js';
import type { NewRow } from '../db/database.js';
import { currentAt, insertVersionedRows } from '../history/index.js';
import { insertName, lookupNameStrictly } from '../lookup/index.js';
import type { Arches, Members, NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { pythonJson } from '../rpc/python-json.js';
import { changeInheritance } from './change-inheritance.js';
import { findTag } from './find-tag.js';
import { faultText } from '../rpc/fault-text.js';

/** A tag as it will be made. */
export interface NewTag {
  readonly name: string;
  /** A parent to inherit from, at priority 0. */
  readonly parent?: NameOrId | null;
  readonly arches?: Arches | null;
  /** The permission that changes of the tag's contents need. */
  readonly perm?: NameOrId | null;
  /** Default of the three: no. */
  readonly locked?: boolean | null;
  readonly maven_support?: boolean | null;
  readonly maven_include_all?: boolean | null;
  /** Extra settings by key, any values. Read once the id of the tag is used up, which it is with Koji when this is refused. */
  readonly extra?: Members | (() => Members) | null;
}

/**
 * Makes a tag and returns its id; the id of a deleted tag of the same name is used again. Checks no permission.
 * Throws GenericError for a bad or taken name, an unknown parent or permission, and bad arches.
 */
export async function createTag(ctx: Context, tag: NewTag): Promise<number> {
  const { name } = tag;
  verifyNameInternal(ctx.config, name);
  const arches = normalizeArches(tag.arches ?? null, { strict: true, allowNone: true });
  if (!ctx.config.EnableMaven && (tag.maven_support || tag.maven_include_all)) {
    throw new GenericError('Maven support not enabled');
  }
  const named = await readNamedTags(ctx, name, tag.parent);
  const known = named.get(name);
  if (existing(known)) throw new GenericError(`A tag with the name '${name}' already exists`);
  const parent = tag.parent == null ? undefined : await parentId(ctx, tag.parent, named);
  const permission = tag.perm == null ? null : await lookupNameStrictly(ctx, 'permissions', tag.perm);

  const id = known?.id ?? (await insertName(ctx, 'tag', name));
  const settings = { ...tag, arches, perm_id: permission?.id ?? null };
  // A deleted tag of this name may have left links, a new one has none.
  await writeNewTag(ctx, id, settings, known === undefined ? parent : undefined);
  if (known === undefined || parent === undefined) return id;
  await changeInheritance(ctx, id, [{ remove: false, link: { parent_id: parent, ...FIRST_PARENT } }]);
  return id;
}

/** What is stored of a tag as it is made. */
export interface NewTagSettings extends Pick<
  NewTag,
  'locked' | 'maven_support' | 'maven_include_all' | 'extra'
> {
  readonly arches: string | null;
  readonly perm_id: number | null;
}

/** Writes what holds of a tag whose name is stored and that had no settings until now, in one round trip. */
export async function writeNewTag(
  ctx: Context,
  id: number,
  settings: NewTagSettings,
  parent: number | undefined,
): Promise<void> {
  const { arches, perm_id, locked = false, maven_support = false, maven_include_all = false } = settings;
  // Koji has used up the id by now, whether these are fine or not.
  const extra = typeof settings.extra === 'function' ? settings.extra() : settings.extra;
  const rows: NewRow[] = [
    {
      table: 'tag_config',
      values: { tag_id: id, arches, perm_id, locked, maven_support, maven_include_all },
    },
    ...Object.entries(extra ?? {}).map(([key, value]) => ({
      table: 'tag_extra',
      values: { tag_id: id, key, value: pythonJson(value) },
    })),
  ];
  if (parent !== undefined) {
    rows.push({ table: 'tag_inheritance', values: { tag_id: id, parent_id: parent, ...FIRST_PARENT } });
  }
  await insertVersionedRows(ctx, rows);
}

interface NamedTag {
  readonly id: number;
  readonly deleted: boolean;
}

/* Both in one query where both are names. */
async function readNamedTags(
  ctx: Context,
  name: string,
  parent: NewTag['parent'],
): Promise<Map<string, NamedTag>> {
  const names = typeof parent === 'string' ? [name, parent] : [name];
  const found = await ctx.db.all<{ id: number; name: string; configured: number | null }>(sql`
    SELECT tag.id AS id, tag.name AS name, tag_config.tag_id AS configured
      FROM tag LEFT JOIN tag_config ON tag_config.tag_id = tag.id AND ${currentAt('tag_config', null)}
     WHERE ${ctx.db.dialect.isIn(sql`tag.name`, names)}`);
  return new Map(found.map((tag) => [tag.name, { id: tag.id, deleted: tag.configured === null }]));
}

function existing(tag: NamedTag | undefined): NamedTag | undefined {
  return tag?.deleted ? undefined : tag;
}

async function parentId(ctx: Context, info: NameOrId, named: ReadonlyMap<string, NamedTag>): Promise<number> {
  const parent = typeof info === 'string' ? existing(named.get(info)) : await findTag(ctx, info);
  if (parent === undefined) throw new GenericError(faultText`Parent tag '${info}' could not be found`);
  return parent.id;
}

const FIRST_PARENT = { priority: 0, maxdepth: null, intransitive: false, noconfig: false, pkg_filter: '' };
