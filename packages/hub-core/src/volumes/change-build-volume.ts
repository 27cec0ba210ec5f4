import { cp, mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import sql from 'sql-template-tag';
import { BUILD_STATES, GenericError, stateName, type Build } from '@kojikit/protocol';
import {
  announceBuildChange,
  buildFolder,
  getBuild,
  kindOf,
  removeFolder,
  removeLink,
} from '../builds/index.js';
import { recordBuildUpdate } from '../history/index.js';
import { lookupNameStrictly, type Named } from '../lookup/index.js';
import type { BuildRef, NameOrId } from '../readers/index.js';
import { namingFullDisk } from '../full-disk.js';
import type { Context } from '../ground/context.js';
import { removeEmptyFolders } from '../stored-files/index.js';
import { listVolumes } from './change-volumes.js';
import { isMarked, markMoving, unmarkMoving } from './moving-mark.js';
import { isFolder, statOrNothing, volumeFolder } from './volume-folder.js';
import { ensureVolumeLink } from './volume-links.js';

export interface MoveOptions {
  /** Throw GenericError when the build is on the volume already. Default: true. */
  readonly strict?: boolean;
}

/** Moves a build to another volume. */
export async function changeBuildVolume(
  ctx: Context,
  info: BuildRef,
  volumeInfo: NameOrId,
  options: MoveOptions = {},
): Promise<void> {
  const volume = await lookupNameStrictly(ctx, 'volume', volumeInfo);
  await moveToVolume(ctx, await getBuild(ctx, info), volume, options);
}

/**
 * Moves a build's files to another volume: copies them, changes the build, and once that is committed removes the old
 * ones and leaves a link under `packages` of the hub's folder. Returns the build as it is then. What a move has left that
 * was killed is replaced.
 * Throws GenericError when the build is in progress, its folder missing, or something is in the way.
 */
export async function moveToVolume(
  ctx: Context,
  build: Build,
  volume: Named,
  { strict = true }: MoveOptions = {},
): Promise<Build> {
  if (build.volume_id === volume.id) {
    if (strict) throw new GenericError(`Build ${build.nvr} already on volume ${build.volume_name}`);
    return build;
  }
  const state = stateName(BUILD_STATES, build.state);
  if (state !== 'COMPLETE' && state !== 'DELETED') {
    throw new GenericError(`Build ${build.nvr} is ${state}`);
  }
  if (!(await isFolder(volumeFolder(ctx, volume.name)))) {
    throw new GenericError(`Directory entry missing for volume ${volume.name}`);
  }
  await lockUnmoved(ctx, build);
  await refuseStrayContent(ctx, build, volume);

  const moved: Build = { ...build, volume_id: volume.id, volume_name: volume.name };
  const [from, to] = [buildFolder(ctx, build), buildFolder(ctx, moved)];
  await copyFolder(ctx, from, to);
  if (volume.name === 'DEFAULT') ctx.onUndo(() => ensureVolumeLink(ctx, build));
  ctx.onUndo(async () => {
    await removeFolder(to);
    for (const folder of [from, to]) await unmarkMoving(folder);
  });
  await recordMove(ctx, build, moved);
  ctx.afterCommit(async () => {
    await removeFolder(from);
    await ensureVolumeLink(ctx, moved);
    for (const folder of [from, to]) await unmarkMoving(folder);
  });
  return moved;
}

/* Nobody else moves it, or imports anything into it, until the transaction ends. */
async function lockUnmoved(ctx: Context, build: Build): Promise<void> {
  const [row] = await ctx.db.lockRows<{ volume_id: number }>(
    sql`SELECT volume_id FROM build WHERE id = ${build.id}`,
  );
  if (row?.volume_id === build.volume_id) return;
  throw new GenericError(`Build was moved to another volume meanwhile: ${build.nvr}`);
}

async function recordMove(ctx: Context, build: Build, moved: Build): Promise<void> {
  const change = { attribute: 'volume_id', old: build.volume_id, new: moved.volume_id };
  await announceBuildChange(ctx, change, moved, async () => {
    await ctx.db.update('build', { volume_id: moved.volume_id }, sql`id = ${build.id}`);
    await recordBuildUpdate(ctx, build.id, 'VOLUME_CHANGE');
    await ctx.policy.record('volume', { build });
    return moved;
  });
}

/* A build's files are on its own volume alone; a link on DEFAULT is what an earlier move left. */
async function refuseStrayContent(ctx: Context, build: Build, volume: Named): Promise<void> {
  for (const { id, name } of await listVolumes(ctx)) {
    if (id === build.volume_id) continue;
    const folder = buildFolder(ctx, { ...build, volume_name: name });
    const kind = await kindOf(folder);
    if (kind === undefined || (name === 'DEFAULT' && kind === 'link')) continue;
    if (await isMarked(folder)) {
      await removeFolder(folder);
      continue;
    }
    throw new GenericError(
      id === volume.id
        ? `Destination directory exists: ${folder}`
        : `Unexpected cross-volume content: ${folder}`,
    );
  }
}

/* The copy appears when it is complete; one that a killed move has begun is begun anew. */
async function copyFolder(ctx: Context, from: string, to: string): Promise<void> {
  const found = await statOrNothing(from);
  if (found === undefined) throw new GenericError(`Build directory missing: ${from}`);
  if (!found.isDirectory()) throw new GenericError(`Not a directory: ${from}`);
  const made = await mkdir(dirname(to), { recursive: true });
  if (made !== undefined) ctx.onUndo(() => removeEmptyFolders(dirname(to), made));
  const unfinished = join(dirname(to), `.${basename(to)}.unfinished`);
  await removeFolder(unfinished);
  try {
    for (const folder of [from, to]) await markMoving(folder);
    const options = { recursive: true, verbatimSymlinks: true, preserveTimestamps: true };
    await namingFullDisk(to, () => cp(from, unfinished, options));
    await removeLink(to);
    await rename(unfinished, to);
  } catch (error) {
    await removeFolder(unfinished);
    for (const folder of [from, to]) await unmarkMoving(folder);
    throw error;
  }
}
