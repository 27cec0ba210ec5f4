import sql from 'sql-template-tag';
import type { ImageBuild, MavenBuild, WinBuild } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';

/* Maven, Windows and image builds have tables of their own, from before there were build types. */

/** Which Maven artifact a build is, or undefined. */
export function mavenBuild(ctx: Context, buildId: number | null): Promise<MavenBuild | undefined> {
  return ctx.db.first(
    sql`SELECT build_id, group_id, artifact_id, version FROM maven_builds WHERE build_id = ${buildId}`,
  );
}

/** What platform a Windows build is for, or undefined. */
export function winBuild(ctx: Context, buildId: number | null): Promise<WinBuild | undefined> {
  return ctx.db.first(sql`SELECT build_id, platform FROM win_builds WHERE build_id = ${buildId}`);
}

/** That a build is an image build, or undefined. */
export function imageBuild(ctx: Context, buildId: number | null): Promise<ImageBuild | undefined> {
  return ctx.db.first(sql`SELECT build_id FROM image_builds WHERE build_id = ${buildId}`);
}
