import { PathInfo, type TaggedBuild } from '@kojikit/protocol';
import { format } from '../output/format.js';

const PLAIN = '%-40s  %-20s  %s';
const MAVEN = '%-40s  %-20s  %-20s  %-20s  %s';

/** The two lines above a table of builds; Maven builds have columns of their own. */
export function buildHeadings(type?: string): string[] {
  const maven = type === 'maven';
  const titles = maven
    ? ['Build', 'Tag', 'Group Id', 'Artifact Id', 'Built by']
    : ['Build', 'Tag', 'Built by'];
  const widths = maven ? [40, 20, 20, 20, 16] : [40, 20, 16];
  return [format(maven ? MAVEN : PLAIN, ...titles), widths.map((width) => '-'.repeat(width)).join('  ')];
}

/** A line of a table of builds; with `topdir` it tells where the build lies instead of its name. */
export function buildLine(build: TaggedBuild, type?: string, topdir?: string): string {
  const maven = type === 'maven';
  const paths = topdir === undefined ? undefined : new PathInfo(topdir);
  if (!maven) return format(PLAIN, paths?.build(build) ?? build.nvr, build.tag_name, build.owner_name);
  const { maven_group_id: group, maven_artifact_id: artifact } = build;
  return format(
    MAVEN,
    paths?.mavenBuild(build) ?? build.nvr,
    build.tag_name,
    group,
    artifact,
    build.owner_name,
  );
}
