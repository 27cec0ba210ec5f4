import type { Context } from '../ground/context.js';
import { readAncestorLinks, readDescendantLinks } from './read-inheritance.js';
import type {
  DescendantLink,
  DescendantStep,
  InheritanceLink,
  InheritanceStep,
  LinkSettings,
  StepSettings,
} from './types.js';
import type { WholeNumber } from '../rpc/convert.js';

/**
 * The whole inheritance of a tag at an event, in the order in which parents count. A parent may stand in it more than
 * once when it is reached by ways that differ in depth, settings or package filters; loops are cut.
 */
export async function fullInheritance(
  ctx: Context,
  tagId: number,
  event?: WholeNumber | null,
): Promise<InheritanceStep[]> {
  return orderInheritance(tagId, await readAncestorLinks(ctx, tagId, event));
}

/** Ids of a tag and everything that it inherits from, nearest first, each once. */
export async function inheritedTagIds(
  ctx: Context,
  tagId: number,
  event?: WholeNumber | null,
): Promise<number[]> {
  const steps = await fullInheritance(ctx, tagId, event);
  return [...new Set([tagId, ...steps.map((step) => step.parent_id)])];
}

/** Who inherits from a tag, directly or not, in the order in which Koji walks them. */
export async function descendants(
  ctx: Context,
  tagId: number,
  event?: WholeNumber | null,
): Promise<DescendantStep[]> {
  return orderDescendants(tagId, await readDescendantLinks(ctx, tagId, event));
}

/** What holds on the way to a tag, from the tag that was asked for. */
interface Way {
  readonly maxDepth: number | null;
  readonly noconfig: boolean;
  readonly filters: readonly string[];
}

/** Puts links into the order in which Koji walks them upwards: depth first, by priority. */
export function orderInheritance(
  tagId: number,
  links: ReadonlyMap<number, readonly InheritanceLink[]>,
): InheritanceStep[] {
  return walkLinks(tagId, links, {
    next: (link) => link.parent_id,
    follows: (link, tags) => !link.intransitive || tags.size <= 1,
    nextDepth: (link, way) => nextDepth(link.maxdepth, way.maxDepth),
    leads: () => true,
  });
}

/**
 * Puts links into the order in which Koji walks them downwards. Here a link's depth is compared with the distance, and
 * an intransitive link counts but leads no further.
 */
export function orderDescendants(
  tagId: number,
  links: ReadonlyMap<number, readonly DescendantLink[]>,
): DescendantStep[] {
  return walkLinks(tagId, links, {
    next: (link) => link.tag_id,
    follows: (link, tags) => link.maxdepth === null || link.maxdepth >= tags.size - 1,
    nextDepth: () => null,
    leads: (link) => !link.intransitive,
  });
}

/** What differs between walking up and walking down. */
interface Direction<Link> {
  next(link: Link): number;
  follows(link: Link, tags: ReadonlySet<number>): boolean;
  nextDepth(link: Link, way: Way): number | null;
  leads(link: Link): boolean;
}

function walkLinks<Link extends LinkSettings>(
  tagId: number,
  links: ReadonlyMap<number, readonly Link[]>,
  direction: Direction<Link>,
): (Link & StepSettings)[] {
  const order: (Link & StepSettings)[] = [];
  const seen = new Map<number, (Link & StepSettings)[]>();

  /** The tags on the way to where the walk stands. */
  const tags = new Set<number>();

  const walk = (from: number, way: Way): void => {
    if (way.maxDepth !== null && way.maxDepth < 1) return;
    tags.add(from);
    // Koji lets a link without configuration colour its later siblings too, so this is carried along the loop.
    let noconfig = way.noconfig;
    for (const link of links.get(from) ?? []) {
      const id = direction.next(link);
      if (tags.has(id) || !direction.follows(link, tags)) continue;
      noconfig ||= link.noconfig;
      // Members that come behind a spread take V8 microseconds, and most that is asked about tags begins here.
      const step = Object.assign({}, link, {
        currdepth: tags.size,
        nextdepth: direction.nextDepth(link, way),
        filter: link.pkg_filter ? [...way.filters, link.pkg_filter] : [...way.filters],
      });
      const before = seen.get(id) ?? [];
      if (before.some((previous) => covers(previous, step, noconfig))) continue;
      seen.set(id, [...before, step]);
      order.push(step);
      if (direction.leads(link)) {
        walk(id, { maxDepth: step.nextdepth, noconfig, filters: step.filter });
      }
    }
    tags.delete(from);
  };
  walk(tagId, { maxDepth: null, noconfig: false, filters: [] });
  return order;
}

function nextDepth(own: number | null, given: number | null): number | null {
  if (own === null) return given === null ? null : given - 1;
  return given === null ? own : Math.min(own, given) - 1;
}

/* Whether an earlier visit of the same tag makes this one say nothing new. */
function covers(previous: LinkSettings & StepSettings, step: StepSettings, noconfig: boolean): boolean {
  if (previous.filter.length > 0) return false;
  if (previous.noconfig && !noconfig) return false;
  if (previous.nextdepth === null) return true;
  return step.nextdepth !== null && previous.nextdepth >= step.nextdepth;
}
