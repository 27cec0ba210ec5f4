import {
  BUILD_STATES,
  doubleOrNull,
  type ArchRpms,
  type Build,
  type BuildDetails,
  type SourcePackage,
  type TaskTrees,
} from '@kojikit/protocol';
import { averageDurationOf, buildLogsOf, findBuild } from '../builds/index.js';
import { readDecisions } from '../decisions/index.js';
import { readBuildroots } from '../buildroots/index.js';
import { wholeListing } from '../query/listing.js';
import type { BuildRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { digestOfTrees, readTaskTrees } from '../tasks/index.js';
import { archivesByType } from './archives-by-type.js';
import { rpmsByArch } from './rpms-by-arch.js';
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
  const tree = build.task_id === null ? null : await treeOf(ctx, build.task_id);
  const average = under ? await averageDurationOf(ctx, build.package_id, null) : undefined;
  const { rpms, signatures } = under ? { rpms: [], signatures: [] } : await rpmsByArch(ctx, build.id);
  const archives = under ? [] : await archivesByType(ctx, build.id);
  const buildroots = under ? [] : await madeIn(ctx, build);
  await ctx.db.release();
  const source = await sourceOf(ctx, build, rpms, tree);
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
    task_tree: tree,
    average_duration: doubleOrNull(average ?? null),
  };
}

/* Of a build under way it is not where it will be. */
async function sourceOf(
  ctx: Context,
  build: Build,
  rpms: readonly ArchRpms[],
  tree: TaskTrees | null,
): Promise<SourcePackage | undefined> {
  if (build.state === BUILD_STATES.BUILDING) {
    const below = tree?.tasks.filter(({ parent }) => parent === build.task_id) ?? [];
    return readUploadedSource(ctx, below, CHANGELOG_ENTRIES);
  }
  const source = rpms.flatMap((ofArch) => ofArch.rpms).find(({ arch }) => arch === 'src' || arch === 'nosrc');
  return source && readSourcePackage(ctx, build, source, CHANGELOG_ENTRIES);
}

async function treeOf(ctx: Context, taskId: number): Promise<TaskTrees> {
  const tasks = await readTaskTrees(ctx, [taskId], { files: false });
  return { seen: digestOfTrees(tasks), tasks };
}

function madeIn(ctx: Context, { id }: Build) {
  return wholeListing(readBuildroots(ctx, { build: id }, { order: 'id', limit: MOST_BUILDROOTS }));
}
