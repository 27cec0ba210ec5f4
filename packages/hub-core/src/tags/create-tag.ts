import { GenericError } from '@kojikit/protocol';
import { normalizeArches } from '@kojikit/rpm';
import { verifyNameInternal } from '../config/index.js';
import { insertVersioned } from '../history/index.js';
import { insertName, lookupName, lookupNameStrictly } from '../lookup/index.js';
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
  const { name, locked = false, maven_support = false, maven_include_all = false } = tag;
  verifyNameInternal(ctx.config, name);
  const arches = normalizeArches(tag.arches ?? null, { strict: true, allowNone: true });
  if (!ctx.config.EnableMaven && (maven_support || maven_include_all)) {
    throw new GenericError('Maven support not enabled');
  }
  if (await findTag(ctx, name)) throw new GenericError(`A tag with the name '${name}' already exists`);
  const parent = tag.parent == null ? undefined : await findTag(ctx, tag.parent);
  if (tag.parent != null && parent === undefined) {
    throw new GenericError(faultText`Parent tag '${tag.parent}' could not be found`);
  }
  const permission = tag.perm == null ? null : await lookupNameStrictly(ctx, 'permissions', tag.perm);

  const known = await lookupName(ctx, 'tag', name);
  const id = known?.id ?? (await insertName(ctx, 'tag', name));
  await insertVersioned(ctx, 'tag_config', {
    tag_id: id,
    arches,
    perm_id: permission?.id ?? null,
    locked,
    maven_support,
    maven_include_all,
  });
  // Koji has used up the id by now, whether these are fine or not.
  const extra = typeof tag.extra === 'function' ? tag.extra() : tag.extra;
  for (const [key, value] of Object.entries(extra ?? {})) {
    await insertVersioned(ctx, 'tag_extra', { tag_id: id, key, value: pythonJson(value) });
  }
  if (parent === undefined) return id;
  const link = { parent_id: parent.id, ...FIRST_PARENT };
  // A deleted tag of this name may have left links, a new one has none.
  if (known === undefined) await insertVersioned(ctx, 'tag_inheritance', { tag_id: id, ...link });
  else await changeInheritance(ctx, id, [{ remove: false, link }]);
  return id;
}

const FIRST_PARENT = { priority: 0, maxdepth: null, intransitive: false, noconfig: false, pkg_filter: '' };
