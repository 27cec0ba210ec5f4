import {
  BUILD_STATES,
  type ArchRpms,
  type Build,
  type BuildDetails,
  type SourcePackage,
} from '@kojikit/protocol';
import { buildLogsOf, findBuild } from '../builds/index.js';
import { readDecisions } from '../decisions/index.js';
import { readBuildroots } from '../buildroots/index.js';
import { wholeListing } from '../query/listing.js';
import type { BuildRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { archivesByType } from './archives-by-type.js';
import { rpmsByArch } from './rpms-by-arch.js';
import { signingKeys } from './signing-keys.js';
import { readSourcePackage, readUploadedSource } from './source-package.js';
import { tagStays } from './tag-stays.js';
import { ofBuild, withDecisions } from './shown-decisions.js';

const MOST_BUILDROOTS = 200;
const CHANGELOG_ENTRIES = 20;

/**
 * Everything that is known of a build, in seven queries however much it is: long lists are cut and say how many there are.
 * Throws as {@link findBuild}, with `strict` GenericError `No such build: <what was given>`.
 */
export async function describeBuild(
  ctx: Context,
  info: BuildRef,
  options: { readonly strict: boolean },
): Promise<BuildDetails | undefined> {
  const build = await findBuild(ctx, info, options);
  if (build === undefined) return undefined;
  const tags = await tagStays(ctx, build.id);
  const decisions = await readDecisions(ctx, build);
  const under = build.state === BUILD_STATES.BUILDING;
  const rpms = under ? [] : await rpmsByArch(ctx, build.id);
  const signatures = under ? [] : await signingKeys(ctx, build.id);
  const archives = under ? [] : await archivesByType(ctx, build.id);
  const buildroots = under ? [] : await madeIn(ctx, build);
  await ctx.db.release();
  const source = await sourceOf(ctx, build, rpms);
  const logs = under ? [] : await buildLogsOf(ctx, build);
  return {
    build,
    decisions: ofBuild(decisions),
    tags: tags.map((stay) => withDecisions(stay, decisions)),
    rpms,
    signatures,
    archives,
    buildroots,
    logs,
    source: source ?? null,
  };
}

/* Of a build under way it is not where it will be. */
async function sourceOf(
  ctx: Context,
  build: Build,
  rpms: readonly ArchRpms[],
): Promise<SourcePackage | undefined> {
  if (build.state === BUILD_STATES.BUILDING) {
    return build.task_id === null ? undefined : readUploadedSource(ctx, build.task_id, CHANGELOG_ENTRIES);
  }
  const source = rpms.flatMap((ofArch) => ofArch.rpms).find(({ arch }) => arch === 'src' || arch === 'nosrc');
  return source && readSourcePackage(ctx, build, source, CHANGELOG_ENTRIES);
}

function madeIn(ctx: Context, { id }: Build) {
  return wholeListing(readBuildroots(ctx, { build: id }, { order: 'id', limit: MOST_BUILDROOTS }));
}
