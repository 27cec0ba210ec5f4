import { generateComps, readTagGroups } from '../groups/index.js';
import { readPackageList } from '../packages/index.js';
import { truth } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { readTaggedRpms } from '../tagging/index.js';
import type { TagInfo } from '../tags/index.js';

/** An RPM of a tag, as it is written into the lists of a repo. */
export interface RepoRpm {
  readonly id: number;
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
  readonly build_id: number | null;
}

/** Where the RPMs of a build are. */
export interface RepoBuild {
  readonly id: number;
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly volume_name: string | null;
}

/** What a repo of a tag is made of. */
export interface RepoContents {
  readonly rpms: readonly RepoRpm[];
  readonly builds: readonly RepoBuild[];
  /** Names of packages that are blocked in the tag. */
  readonly blocked: readonly string[];
  /** The tag's package groups as a comps document. */
  readonly comps: string;
}

/** Reads what a repo of a tag is made of, at an event: latest builds unless the tag says `repo_include_all`. */
export async function readRepoContents(ctx: Context, tag: TagInfo, event: number): Promise<RepoContents> {
  const latest = !truth(tag.extra['repo_include_all']);
  const [rpms, builds] = await readTaggedRpms(ctx, tag.id, { event, inherit: true, latest });
  const groups = await readTagGroups(ctx, tag.id, { event });
  const packages = await readPackageList(ctx, { tagId: tag.id, event, inherit: true, withOwners: false });
  return {
    rpms: Array.isArray(rpms) ? rpms : rpms.values(),
    builds: builds.values(),
    blocked: [...packages.values()].filter((entry) => entry.blocked).map((entry) => entry.package_name),
    comps: generateComps(groups, { expandGroups: true }),
  };
}
