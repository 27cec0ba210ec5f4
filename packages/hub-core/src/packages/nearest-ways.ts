import { pythonRegex } from '../config/index.js';
import { fullInheritance, type InheritanceStep } from '../tags/index.js';
import type { Context } from '../ground/context.js';

/** A tag that another one gets packages from, and what their names must match. */
export interface Way {
  readonly tagId: number;
  readonly filters: readonly RegExp[];
}

/** The ways to the packages of a tag, the nearest first. */
export function waysOf(tagId: number, steps: readonly InheritanceStep[]): Way[] {
  return [
    { tagId, filters: [] },
    ...steps.map((step) => ({ tagId: step.parent_id, filters: step.filter.map(pythonRegex) })),
  ];
}

/** {@link waysOf} a tag as it is now. @param inherited false: itself alone. */
export async function nearestWays(ctx: Context, tagId: number, inherited: boolean): Promise<Way[]> {
  return waysOf(tagId, inherited ? await fullInheritance(ctx, tagId) : []);
}
