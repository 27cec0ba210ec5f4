import sql from 'sql-template-tag';
import { BuildError, GenericError, type Build } from '@kojikit/protocol';
import { findBuild, getBuild, newBuild } from '../builds/index.js';
import { lookupNameStrictly } from '../lookup/index.js';
import type { Context } from '../ground/context.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { imageBuild, mavenBuild, winBuild } from './legacy-builds.js';
import type { ImportRef } from './readers/import-ref.js';
import { MAVEN_FIELDS, type MavenInfo, type WinInfo } from './readers/type-facts.js';
import { faultText } from '../rpc/fault-text.js';

/** What the further tables need to know of a build. */
export type BuildId = Pick<Build, 'id'>;

/**
 * The build behind what a caller gave, made when it is not there: for the calls that add a type to a build.
 * Throws GenericError `Draft build not supported`, and as {@link ImportRef.asNew}.
 */
export async function findOrMakeBuild(ctx: Context, info: ImportRef): Promise<Build> {
  const known = await findBuild(ctx, info.build);
  if (known === undefined) return getBuild(ctx, await newBuild(ctx, info.asNew()));
  if (known.draft) throw new GenericError('Draft build not supported');
  return known;
}

/**
 * Says which Maven artifact a build is. Throws BuildError when it is known as another one, GenericError for an
 * incomplete struct.
 */
export async function addMavenInfo(ctx: Context, build: BuildId, info: MavenInfo): Promise<void> {
  const current = await mavenBuild(ctx, build.id);
  if (current !== undefined) {
    for (const field of MAVEN_FIELDS) {
      if (!(field in info)) throw new CallerMistake(`Maven info has no ${field}`);
      if (current[field] !== info[field]) {
        const values = faultText`current: ${current[field]}, new: ${info[field]}`;
        throw new BuildError(`${field} mismatch (${values})`);
      }
    }
    return;
  }
  if (Object.keys(info).length === 0) throw new GenericError('Maven info is empty');
  const missing = MAVEN_FIELDS.find((field) => !(field in info));
  if (missing !== undefined) throw new GenericError(`Maven info doesn't have mandatory '${missing}' key`);
  const { group_id, artifact_id, version } = info;
  await ctx.db.insert('maven_builds', { build_id: build.id, group_id, artifact_id, version });
  await markType(ctx, build, 'maven');
}

/** Says what platform a Windows build is for, or corrects that. */
export async function addWinInfo(ctx: Context, build: BuildId, { platform }: WinInfo): Promise<void> {
  const current = await winBuild(ctx, build.id);
  if (current === undefined) {
    await ctx.db.insert('win_builds', { build_id: build.id, platform });
    await markType(ctx, build, 'win');
  } else if (current.platform !== platform) {
    await ctx.db.update('win_builds', { platform }, sql`build_id = ${build.id}`);
  }
}

/** Marks a build as an image build. Nothing more is known of one. */
export async function addImageInfo(ctx: Context, build: BuildId): Promise<void> {
  if ((await imageBuild(ctx, build.id)) !== undefined) return;
  await ctx.db.insert('image_builds', { build_id: build.id });
  await markType(ctx, build, 'image');
}

/** Marks a build as one of a type. Throws GenericError `No such entry in table btype: <type>`. */
export async function markType(ctx: Context, build: BuildId, type: string): Promise<void> {
  const { id } = await lookupNameStrictly(ctx, 'btype', type);
  await ctx.db.run(sql`
    INSERT INTO build_types (build_id, btype_id) VALUES (${build.id}, ${id}) ON CONFLICT DO NOTHING`);
}
