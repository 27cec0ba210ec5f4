import { relative, resolve } from 'node:path';
import { PathInfo } from '@kojikit/protocol';
import { archiveFolder } from '../archives/index.js';
import type { Context } from '../ground/context.js';
import { readMavenArchives } from '../tagging/index.js';
import type { TagInfo } from '../tags/index.js';
import { planMavenTree, type MavenTree, type RepoArtifact } from './plan-maven-tree.js';

/** The Maven artifacts that a repo of a tag offers, at an event. */
export async function readMavenTree(ctx: Context, tag: TagInfo, event: number): Promise<MavenTree> {
  const paths = new PathInfo(ctx.config.KojiDir);
  const archives = await readMavenArchives(ctx, tag.id, { event });
  const artifacts = archives.map((archive): RepoArtifact => {
    const { group_id, artifact_id, version, build_name, build_version, build_release, volume_name } = archive;
    const build = { name: build_name, version: build_version, release: build_release, volume_name };
    const folder = archiveFolder(ctx, build, 'maven', { type: 'maven', group_id, artifact_id, version });
    const path = relative(resolve(paths.mavenBuild(build)), folder);
    return { group_id, artifact_id, version, folder, path };
  });
  const tree = planMavenTree(artifacts, new Date());
  if (tree.conflicts.length > 0) {
    ctx.log.error(
      { tag: tag.name, paths: tree.conflicts },
      'artifacts of a Maven repo are in the way of others',
    );
  }
  return tree;
}
