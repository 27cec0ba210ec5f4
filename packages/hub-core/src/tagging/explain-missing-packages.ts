import type { MissingPackage } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { inheritedTagIds } from '../tags/index.js';
import { capabilityNames } from './capability-names.js';
import { readMissing, type NamedListing } from './read-missing.js';

/** Builds of one package that are told of. */
const MOST_LISTINGS = 5;

/**
 * Why a tag, with what it inherits, has not got what a build needs: which builds of it were taken out of these tags, by
 * whom and when, whether its package is blocked, and whether it was built at all. What provides something is guessed
 * by name, see {@link capabilityNames}.
 * @param tag its id; one that is not there has nothing.
 * @param wanted names of packages or RPMs, or capabilities as dnf and rpm write them.
 */
export async function explainMissingPackages(
  ctx: Context,
  tag: number,
  wanted: readonly string[],
): Promise<MissingPackage[]> {
  const asked = wanted.map((name) => ({ name, names: capabilityNames(name) }));
  const names = [...new Set(asked.flatMap((one) => one.names))];
  if (names.length === 0) return asked.map(({ name }) => unknown(name, []));
  const tags = await inheritedTagIds(ctx, tag);
  const { listings, blocks, newest } = await readMissing(ctx, tags, names);
  return asked.map(({ name, names: own }) => {
    const found = own
      .map((one) => listings.filter((row) => row.wanted === one))
      .find((rows) => rows.length > 0);
    const builds = (found ?? []).slice(0, MOST_LISTINGS);
    const origins = new Set([...own, ...builds.map((row) => row.package_name)]);
    return {
      ...unknown(name, own),
      builds: builds.map(withoutWanted),
      blocked: blocks.filter((block) => origins.has(block.package_name)),
      newest_build: builds.length > 0 ? null : (own.map((one) => newest.get(one)).find(Boolean) ?? null),
    };
  });
}

const unknown = (name: string, names: readonly string[]): MissingPackage => ({
  name,
  names: [...names],
  builds: [],
  blocked: [],
  newest_build: null,
});

const withoutWanted = ({ wanted: unused, ...listing }: NamedListing) => listing;
