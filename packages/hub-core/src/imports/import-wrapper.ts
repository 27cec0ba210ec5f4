import { BUILD_STATES, GenericError, PathInfo, stateName, type Build } from '@kojikit/protocol';
import { getBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { wholeListing } from '../query/listing.js';
import { listRpms } from '../rpms/index.js';
import { importBuildLog } from './import-build-log.js';
import { importRpm } from './import-rpm.js';
import type { WrapperResults } from './readers/wrapper-results.js';
import { uploadedPath } from './uploaded-path.js';

/**
 * Imports the RPMs that wrap a complete build which has none so far. Checks no permission.
 * Throws GenericError `cannot import wrapper rpms for …` and `wrapper rpms for … have already been imported`.
 */
export async function importWrapper(
  ctx: Context,
  taskId: number,
  buildId: number,
  results: WrapperResults,
): Promise<void> {
  const build = await getBuild(ctx, buildId);
  if (build.state !== BUILD_STATES.COMPLETE) {
    const state = stateName(BUILD_STATES, build.state)?.toLowerCase();
    throw new GenericError(
      `cannot import wrapper rpms for ${buildLabel(build)}: build state is ${state}, not complete`,
    );
  }
  if ((await wholeListing(listRpms(ctx, { build: build.id }))).length > 0) {
    throw new GenericError(`wrapper rpms for ${buildLabel(build)} have already been imported`);
  }
  await importWrapperFiles(ctx, { task: taskId, madeBy: taskId }, build, results);
}

/** Whose files are imported. */
export interface WrapperTasks {
  /** The task that they are imported for. */
  readonly task: number;
  /** The task that has made them: the same one, or one below it. */
  readonly madeBy: number;
}

/** Imports what a task has made that wraps a build. The logs go to those of `noarch`. */
export async function importWrapperFiles(
  ctx: Context,
  { task, madeBy }: WrapperTasks,
  build: Build,
  { buildrootId, srpm, rpms, logs }: WrapperResults,
): Promise<void> {
  const upload = { below: new PathInfo().taskRelative(madeBy), task };
  for (const file of [srpm, ...rpms]) {
    const path = await uploadedPath(ctx, file, upload);
    await importRpm(ctx, path, { build, buildrootId, wrapper: true });
  }
  for (const log of logs) {
    await importBuildLog(ctx, await uploadedPath(ctx, log, upload), build, 'noarch');
  }
}

/** How refusals call a build. */
export function buildLabel({ name, version, release }: Build): string {
  return `${name}-${version}-${release}`;
}
