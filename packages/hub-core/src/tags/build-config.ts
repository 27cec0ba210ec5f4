import sql from 'sql-template-tag';
import { dictionary, type Dictionary } from '@kojikit/protocol';
import { currentAt } from '../history/index.js';
import type { Context } from '../ground/context.js';
import { getTag } from './find-tag.js';
import { fullInheritance } from './full-inheritance.js';
import { parseExtra } from './parse-extra.js';
import type { TagInfo } from './types.js';
import type { WholeNumber } from '../rpc/convert.js';
import type { NameOrId } from '../readers/index.js';

/** A tag with the arches and extra settings that it inherits, and where each came from. */
export interface BuildConfig extends TagInfo {
  config_inheritance: {
    extra: Dictionary<{ id: number; name: string }>;
    arches: { id: number; name: string } | null;
  };
}

interface Ancestor {
  readonly id: number;
  readonly name: string;
  readonly arches: string | null;
  readonly extra: Map<string, Setting>;
}

interface Setting {
  readonly blocked: boolean;
  readonly value: unknown;
}

/**
 * The configuration that builds in a tag use. The nearest tag that says something wins; a blocked extra setting hides
 * those of the parents. Three queries, whatever the number of parents.
 */
export async function buildConfig(
  ctx: Context,
  info: NameOrId,
  event: WholeNumber | null,
): Promise<BuildConfig> {
  const tag = await getTag(ctx, info, { event, blocked: true });
  const steps = (await fullInheritance(ctx, tag.id, event)).filter((step) => !step.noconfig);
  const ancestors = await readAncestors(ctx, [...new Set(steps.map((step) => step.parent_id))], event);

  const inherited: BuildConfig['config_inheritance'] = { extra: dictionary(), arches: null };
  const extra = new Map(
    Object.entries(tag.extra as Record<string, [boolean, unknown]>).map(([key, [blocked, value]]) => [
      key,
      { blocked, value },
    ]),
  );
  let arches = tag.arches;
  for (const { parent_id: parent } of steps) {
    // A link may point to a tag that was deleted since; Koji fails there with the same text.
    const ancestor = ancestors.get(parent) ?? (await missing(ctx, parent, event));
    const source = { id: ancestor.id, name: ancestor.name };
    if (arches === null && ancestor.arches !== null) {
      arches = ancestor.arches;
      inherited.arches = source;
    }
    for (const [key, setting] of ancestor.extra) {
      if (extra.has(key)) continue;
      extra.set(key, setting);
      inherited.extra[key] = source;
    }
  }
  const shown = [...extra].filter(([, { blocked }]) => !blocked).map(([key, { value }]) => [key, value]);
  return { ...tag, arches, extra: Object.fromEntries(shown), config_inheritance: inherited };
}

async function missing(ctx: Context, id: number, event: WholeNumber | null): Promise<Ancestor> {
  const { name, arches } = await getTag(ctx, id, { event });
  return { id, name, arches, extra: new Map() };
}

async function readAncestors(
  ctx: Context,
  ids: number[],
  event: WholeNumber | null,
): Promise<Map<number, Ancestor>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.all<{
    id: number;
    name: string;
    arches: string | null;
    key: string | null;
    value: string | null;
  }>(sql`
    SELECT tag.id, tag.name, tag_config.arches, tag_extra.key, tag_extra.value
    FROM tag_config JOIN tag ON tag.id = tag_config.tag_id
      LEFT JOIN tag_extra ON tag_extra.tag_id = tag.id AND ${currentAt('tag_extra', event)}
    WHERE ${ctx.db.dialect.isIn(sql`tag.id`, ids)} AND ${currentAt('tag_config', event)}`);
  const ancestors = new Map<number, Ancestor>();
  for (const { id, name, arches, key, value } of rows) {
    const ancestor = ancestors.get(id) ?? { id, name, arches, extra: new Map<string, Setting>() };
    ancestors.set(id, ancestor);
    if (key === null) continue;
    ancestor.extra.set(key, {
      blocked: value === null,
      value: value === null ? null : parseExtra(key, value),
    });
  }
  return ancestors;
}
