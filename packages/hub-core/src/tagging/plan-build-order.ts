import type { TaggedBuild } from '@kojikit/protocol';

/** One step on the way to the wanted order. */
export interface TagChange<B> {
  readonly action: 'tag' | 'untag';
  readonly build: B;
}

/**
 * What to untag and tag so that a tag holds the builds of a package that are wanted, in their order. What stands in the
 * way of an older build is taken out and tagged again later, since order comes from when a build was tagged.
 * @param wanted the builds, oldest first.
 * @param present what the tag has now, oldest first.
 * @param options with `remove` other builds go; without it they come before the wanted ones.
 */
export function planBuildOrder<B extends Pick<TaggedBuild, 'nvr'>>(
  wanted: readonly B[],
  present: readonly B[],
  { remove }: { readonly remove: boolean },
): TagChange<B>[] {
  const wantedByNvr = new Map(wanted.map((build) => [build.nvr, build]));
  const others = present.filter((build) => !wantedByNvr.has(build.nvr));
  const changes: TagChange<B>[] = [];
  let left = present;
  let order = [...wantedByNvr.values()];
  if (remove) {
    for (const build of others) changes.push({ action: 'untag', build });
    left = present.filter((build) => wantedByNvr.has(build.nvr));
  } else {
    order = [...others, ...order];
  }
  for (const build of order) {
    const found = left.findIndex((candidate) => candidate.nvr === build.nvr);
    const inTheWay = found < 0 ? left : left.slice(0, found);
    for (const other of inTheWay) changes.push({ action: 'untag', build: other });
    if (found < 0) changes.push({ action: 'tag', build });
    left = found < 0 ? [] : left.slice(found + 1);
  }
  return changes;
}
