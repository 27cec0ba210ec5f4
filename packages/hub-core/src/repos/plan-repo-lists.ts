import { PathInfo } from '@kojikit/protocol';
import { canonArch, isDebuginfo } from '@kojikit/rpm';
import type { RepoContents, RepoRpm } from './read-repo-contents.js';
import type { RepoOptions } from './types.js';

/** The lists of one arch of a repo. */
export interface ArchLists {
  /** Paths of packages below the arch's folder, for createrepo. */
  readonly packages: string[];
  /** The same packages as one JSON document each. */
  readonly rpms: string[];
}

/**
 * Which package stands in the lists of which arch. `noarch` packages stand in all but `src`, source packages where the
 * options want them, and packages of an arch that the repo does not have nowhere.
 */
export function planRepoLists(
  arches: readonly string[],
  options: Pick<RepoOptions, 'src' | 'separate_src' | 'debuginfo'>,
  contents: Pick<RepoContents, 'rpms' | 'builds'>,
): Map<string, ArchLists> {
  const lists = new Map<string, ArchLists>(arches.map((arch) => [arch, { packages: [], rpms: [] }]));
  const paths = new PathInfo('toplink');
  const folders = new Map<number | null, string>(
    contents.builds.map((build) => [build.id, paths.build(build)]),
  );
  for (const rpm of contents.rpms) {
    if (!options.debuginfo && isDebuginfo(rpm.name)) continue;
    const path = `${folders.get(rpm.build_id)}/${paths.rpm(rpm)}`;
    const json = JSON.stringify(rpm);
    for (const arch of archesOf(rpm, arches, options)) {
      const list = lists.get(arch);
      list?.packages.push(path);
      list?.rpms.push(json);
    }
  }
  return lists;
}

function archesOf(
  { arch }: RepoRpm,
  arches: readonly string[],
  options: Pick<RepoOptions, 'src' | 'separate_src'>,
): readonly string[] {
  if (arch === 'noarch') return arches.filter((one) => one !== 'src');
  if (arch !== 'src') return [canonArch(arch)];
  if (options.src) return arches;
  return options.separate_src ? ['src'] : [];
}
