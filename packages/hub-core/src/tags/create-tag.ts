import { GenericError } from '@kojikit/protocol';
import { normalizeArches } from '@kojikit/rpm';
import { verifyNameInternal } from '../config/index.js';
import { insertVersioned } from '../history/index.js';
import { lookupNameStrictly, lookupOrCreateName } from '../lookup/index.js';
import { isStruct, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonJson } from '../rpc/python-json.js';
import { pythonStr } from '../rpc/python-names.js';
import { findTag } from './find-tag.js';
import { changeInheritance } from './change-inheritance.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

export interface NewTag {
  readonly name: unknown;
  /** A parent to inherit from, at priority 0. */
  readonly parent?: unknown;
  readonly arches?: unknown;
  readonly perm?: unknown;
  readonly locked?: unknown;
  readonly maven_support?: unknown;
  readonly maven_include_all?: unknown;
  /** Extra settings by key, any values. */
  readonly extra?: unknown;
}

/**
 * Makes a tag and answers its id; the id of a deleted tag of the same name is used again. Checks no permission.
 * Throws GenericError for a bad or taken name, an unknown parent or permission, and bad arches.
 */
export async function createTag(ctx: Context, tag: NewTag): Promise<number> {
  const name = tag.name as string;
  verifyNameInternal(ctx.config, name);
  const arches = normalizeArches((tag.arches ?? null) as string | null, { strict: true, allowNone: true });
  if (!ctx.config.EnableMaven && (isTrue(tag.maven_support) || isTrue(tag.maven_include_all))) {
    throw new GenericError('Maven support not enabled');
  }
  if (await findTag(ctx, name)) throw new GenericError(`A tag with the name '${name}' already exists`);
  const parent = isTrue(tag.parent) ? await findTag(ctx, tag.parent) : undefined;
  if (isTrue(tag.parent) && parent === undefined) {
    throw new GenericError(`Parent tag '${pythonStr(tag.parent)}' could not be found`);
  }
  const permission = tag.perm == null ? null : await lookupNameStrictly(ctx, 'permissions', tag.perm);

  const { id } = await lookupOrCreateName(ctx, 'tag', name);
  await insertVersioned(ctx, 'tag_config', {
    tag_id: id,
    arches,
    perm_id: permission?.id ?? null,
    // As given: what is neither true nor false is for the database to refuse.
    locked: tag.locked === undefined ? false : tag.locked,
    maven_support: tag.maven_support === undefined ? false : tag.maven_support,
    maven_include_all: tag.maven_include_all === undefined ? false : tag.maven_include_all,
  });
  for (const [key, value] of extraSettings(tag.extra)) {
    await insertVersioned(ctx, 'tag_extra', { tag_id: id, key, value: pythonJson(value) });
  }
  if (parent !== undefined) await changeInheritance(ctx, id, [firstParent(parent.id)]);
  return id;
}

function firstParent(parent: number): Record<string, unknown> {
  return {
    parent_id: parent,
    priority: 0,
    maxdepth: null,
    intransitive: false,
    noconfig: false,
    pkg_filter: '',
  };
}

function extraSettings(extra: unknown): [string, unknown][] {
  if (extra === null || extra === undefined) return [];
  if (!isStruct(extra)) {
    throw new CallerMistake(`extra must be a struct, not ${pythonStr(extra)}`);
  }
  return Object.entries(extra);
}
