import type { Context } from '../rpc/context.js';
import { readAncestorLinks, type Links } from './read-inheritance.js';
import type { InheritanceStep } from './types.js';

/**
 * The whole inheritance of a tag at an event, in the order in which parents count. A parent may stand in it more than
 * once when it is reached by ways that differ in depth, settings or package filters; loops are cut.
 */
export async function fullInheritance(ctx: Context, tagId: number, event?: unknown): Promise<InheritanceStep[]> {
  return orderInheritance(tagId, await readAncestorLinks(ctx, tagId, event));
}

/** Ids of a tag and everything that it inherits from, nearest first, each once. */
export async function inheritedTagIds(ctx: Context, tagId: number, event?: unknown): Promise<number[]> {
  const steps = await fullInheritance(ctx, tagId, event);
  return [...new Set([tagId, ...steps.map((step) => step.parent_id)])];
}

/** What holds on the way to a tag, from the tag that was asked for. */
interface Way {
  readonly tags: ReadonlySet<number>;
  readonly maxDepth: number | null;
  readonly noconfig: boolean;
  readonly filters: readonly string[];
}

/** Puts links into the order in which Koji walks them: depth first, by priority. */
export function orderInheritance(tagId: number, links: Links): InheritanceStep[] {
  const order: InheritanceStep[] = [];
  const seen = new Map<number, InheritanceStep[]>();

  const walk = (from: number, way: Way): void => {
    if (way.maxDepth !== null && way.maxDepth < 1) return;
    const tags = new Set(way.tags).add(from);
    // Koji lets a link without configuration colour its later siblings too, so this is carried along the loop.
    let noconfig = way.noconfig;
    for (const link of links.get(from) ?? []) {
      if (tags.has(link.parent_id)) continue;
      if (link.intransitive && tags.size > 1) continue;
      noconfig ||= link.noconfig;
      const step: InheritanceStep = {
        ...link,
        currdepth: tags.size,
        nextdepth: nextDepth(link.maxdepth, way.maxDepth),
        filter: link.pkg_filter ? [...way.filters, link.pkg_filter] : [...way.filters],
      };
      const before = seen.get(link.parent_id) ?? [];
      if (before.some((previous) => covers(previous, step, noconfig))) continue;
      seen.set(link.parent_id, [...before, step]);
      order.push(step);
      walk(link.parent_id, { tags, maxDepth: step.nextdepth, noconfig, filters: step.filter });
    }
  };
  walk(tagId, { tags: new Set(), maxDepth: null, noconfig: false, filters: [] });
  return order;
}

function nextDepth(own: number | null, given: number | null): number | null {
  if (own === null) return given === null ? null : given - 1;
  return given === null ? own : Math.min(own, given) - 1;
}

/* Whether an earlier visit of the same tag makes this one say nothing new. */
function covers(previous: InheritanceStep, step: InheritanceStep, noconfig: boolean): boolean {
  if (previous.filter.length > 0) return false;
  if (previous.noconfig && !noconfig) return false;
  if (previous.nextdepth === null) return true;
  return step.nextdepth !== null && previous.nextdepth >= step.nextdepth;
}
