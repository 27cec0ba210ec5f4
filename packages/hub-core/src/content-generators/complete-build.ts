import sql from 'sql-template-tag';
import { BUILD_STATES, GenericError, type Build } from '@kojikit/protocol';
import {
  addImageInfo,
  addMavenInfo,
  addWinInfo,
  markType,
  mavenInfo,
  winInfo,
} from '../build-types/index.js';
import { buildFolder, changeBuildState, findBuild, getBuild, kindOf, newBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { removeLeftovers } from '../imports/index.js';
import { pythonJson } from '../rpc/python-json.js';
import { assertImportable, type Importer } from './assert-build.js';
import { clearReservation } from './reserve-build.js';
import type { DescribedBuild } from './readers/described-build.js';

/** What was decided of a build beside what its content generator says. */
export interface Decided extends Importer {
  readonly ownerId: number | undefined;
  /** What the policy `volume` has said; undefined: nothing. */
  readonly volumeId: number | undefined;
}

/**
 * Makes the build that is imported, or completes the one that was reserved. From here on nobody else fills it.
 * Throws GenericError when it cannot be imported any more.
 */
export async function completeBuild(ctx: Context, build: DescribedBuild, decided: Decided): Promise<Build> {
  const known = await findBuild(ctx, build.reserved ?? nameOf(build));
  if (known !== undefined) await ctx.db.lockRows(sql`SELECT id FROM build WHERE id = ${known.id}`);
  const reserved = await assertImportable(ctx, build, decided);
  const made =
    reserved === undefined
      ? await makeBuild(ctx, build, decided)
      : await close(ctx, reserved, build, decided);
  await ctx.policy.record('cg_import', { build: made });
  await removeLeftovers(ctx, made);
  const folder = buildFolder(ctx, made);
  if ((await kindOf(folder)) !== undefined) {
    throw new GenericError(`Destination directory already exists: ${folder}`);
  }
  return made;
}

function nameOf({ name, version, release }: DescribedBuild) {
  return { name, version, release };
}

async function makeBuild(ctx: Context, build: DescribedBuild, decided: Decided): Promise<Build> {
  const id = await newBuild(ctx, {
    ...nameOf(build),
    epoch: build.epoch ?? null,
    draft: build.draft,
    ...(decided.ownerId !== undefined && { owner: decided.ownerId }),
    extra: build.extra,
    start_time: build.startTime,
    completion_time: build.endTime,
    source: build.source,
    task_id: build.taskId,
    ...(decided.volumeId !== undefined && { volume_id: decided.volumeId }),
    cg_id: decided.generatorId,
  });
  return getBuild(ctx, id);
}

/* A reserved build is complete when it is imported, whatever the metadata says of the time. */
async function close(
  ctx: Context,
  reserved: Build,
  build: DescribedBuild,
  { ownerId, volumeId }: Decided,
): Promise<Build> {
  const complete = await changeBuildState(ctx, reserved, BUILD_STATES.COMPLETE, {
    extra: pythonJson(build.extra),
    owner: ownerId ?? ctx.session.userId,
    source: build.source,
    task_id: build.taskId,
    completion_time: ctx.db.dialect.now(),
    // Koji leaves a build where it is that the policy wants on the volume DEFAULT.
    ...(volumeId && { volume_id: volumeId }),
  });
  await clearReservation(ctx, reserved.id);
  return complete;
}

/** Says of which types a build is, and what is known of it as such. Throws as those of each type. */
export async function markTypes(ctx: Context, build: Build, { types }: DescribedBuild): Promise<void> {
  for (const [type, facts] of Object.entries(types)) {
    if (type === 'maven') await addMavenInfo(ctx, build, mavenInfo(facts));
    else if (type === 'win') await addWinInfo(ctx, build, winInfo(facts));
    else if (type === 'image') await addImageInfo(ctx, build);
    else await markType(ctx, build, type);
  }
}
