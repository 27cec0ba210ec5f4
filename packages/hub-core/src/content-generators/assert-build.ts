import { BUILD_STATES, GenericError, type Build } from '@kojikit/protocol';
import { formatDraftRelease } from '@kojikit/rpm';
import { findBuild, getBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import type { BuildRef } from '../readers/index.js';
import type { DescribedBuild } from './readers/described-build.js';
import { assertInProgress, assertReservation } from './reserve-build.js';

/** Who imports. */
export interface Importer {
  /** What the build was reserved with. */
  readonly token: string | null;
  readonly generatorId: number;
}

/**
 * Checks that a build may be imported: that it is the one that was reserved, or that there is none of this name that is
 * more than a failed attempt. Asked again when the build is locked.
 * Throws GenericError that says what does not fit. Returns the build that was reserved, or undefined.
 */
export async function assertImportable(
  ctx: Context,
  build: DescribedBuild,
  importer: Importer,
): Promise<Build | undefined> {
  if (build.reserved !== undefined) return reservedBuild(ctx, build, build.reserved, importer);
  if (importer.token !== null) {
    throw new GenericError('Reservation token given, but no build_id in metadata');
  }
  const { name, version, release } = build;
  const known = await findBuild(ctx, { name, version, release });
  if (known !== undefined && known.state !== BUILD_STATES.CANCELED && known.state !== BUILD_STATES.FAILED) {
    throw new GenericError(`Build already exists: ${known.nvr} (id=${known.id})`);
  }
  return undefined;
}

async function reservedBuild(
  ctx: Context,
  build: DescribedBuild,
  info: BuildRef,
  importer: Importer,
): Promise<Build> {
  const reserved = await getBuild(ctx, info);
  const { id } = reserved;
  await assertReservation(ctx, reserved, importer);
  if (reserved.task_id !== null && reserved.task_id !== build.taskId) {
    throw new GenericError(`Build is owned by task ${reserved.task_id}`);
  }
  assertInProgress(reserved);
  if (reserved.draft !== build.draft) {
    throw new GenericError(`Draft field does not match reservation (build id = ${id})`);
  }
  const release = build.draft ? formatDraftRelease(build.release, id) : build.release;
  const isSame =
    reserved.name === build.name && reserved.version === build.version && reserved.release === release;
  if (!isSame) throw new GenericError(`Build (${id}) NVR is different`);
  if (build.epoch !== undefined && reserved.epoch !== build.epoch) {
    throw new GenericError(`Build (${id}) epoch is different`);
  }
  return reserved;
}
