import type { FullInheritanceLink, Plain } from '@kojikit/protocol';

type Parent = Plain<FullInheritanceLink>;

/** How deep the inheritance is shown unless all of it is asked for, as in Koji. */
const DEPTH = 7;
/** Most tags of it on one page, those above the first one not counted. */
export const PARENTS_SHOWN = 100;

/** The part of an inheritance that a page shows. */
export interface ShownParents {
  readonly parents: readonly Parent[];
  /** Whether there are others below those that are shown, where not all were asked for. */
  readonly deeper: boolean;
  /** How many tags there are in all. */
  readonly total: number;
}

/**
 * What one page shows of an inheritance, in which each tag comes before those that it inherits from.
 * @param from how many come before, where all of it is asked for; undefined for the nearer ones alone.
 */
export function shownParents(all: readonly Parent[], from: number | undefined): ShownParents {
  const total = all.length;
  if (from === undefined) {
    const near = all.filter(({ currdepth }) => currdepth <= DEPTH).slice(0, PARENTS_SHOWN);
    return { parents: near, deeper: near.length < total, total };
  }
  const parents = [...above(all, from), ...all.slice(from, from + PARENTS_SHOWN)];
  return { parents, deeper: false, total };
}

/* By which way a page that begins in the middle comes to its first tag. */
function above(all: readonly Parent[], from: number): Parent[] {
  const way: Parent[] = [];
  let depth = all[from]?.currdepth ?? 0;
  for (let index = from - 1; index >= 0 && depth > 1; index -= 1) {
    const parent = all[index]!;
    if (parent.currdepth >= depth) continue;
    way.unshift(parent);
    depth = parent.currdepth;
  }
  return way;
}
