import { GenericError, type Build } from '@kojikit/protocol';
import type { Named } from '../lookup/index.js';
import type { PolicyData } from '../policy/index.js';
import { isStruct } from '../rpc/convert.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { policyDataOfTask } from '../tasks/index.js';
import { lookupVolume } from './change-volumes.js';
import { moveToVolume } from './change-build-volume.js';
import { faultText } from '../rpc/fault-text.js';

export interface VolumePolicyOptions {
  /** Throw when the policy fails or names no volume; otherwise that is logged. Default: false. */
  readonly strict?: boolean;
  /** The volume to use when no rule fires, by name or id. */
  readonly default?: NameOrId | null;
}

/** Moves a build to the volume that the policy `volume` has for it. Without a volume it stays where it is. */
export async function applyVolumePolicy(
  ctx: Context,
  build: Build,
  options: { readonly strict?: boolean } = {},
): Promise<void> {
  const volume = await volumeByPolicy(ctx, build, options);
  if (volume !== undefined && volume.id !== build.volume_id) await moveToVolume(ctx, build, volume);
}

/** The volume that the policy `volume` has for a build. */
export async function volumeByPolicy(
  ctx: Context,
  build: Build,
  options: VolumePolicyOptions = {},
): Promise<Named | undefined> {
  const task = taskOf(build);
  const data = task === undefined ? {} : await policyDataOfTask(ctx, task);
  return checkVolumePolicy(ctx, { build, ...data }, options);
}

/** The volume that the policy `volume` has for the data. Throws GenericError, with `strict`, when there is none. */
export async function checkVolumePolicy(
  ctx: Context,
  data: PolicyData,
  { strict = false, default: fallback }: VolumePolicyOptions = {},
): Promise<Named | undefined> {
  const name = await decide(ctx, data, strict);
  if (name !== undefined) {
    const volume = await lookupVolume(ctx, name);
    if (volume !== undefined) return volume;
    if (strict) throw new GenericError(`Policy returned no such volume: ${name}`);
    ctx.log.error({ volume: name }, 'the volume policy named a volume that does not exist');
  }
  if (fallback !== null && fallback !== undefined) {
    const volume = await lookupVolume(ctx, fallback);
    if (volume !== undefined) return volume;
    if (strict) throw new GenericError(faultText`Invalid default volume: ${fallback}`);
    ctx.log.error({ volume: fallback }, 'the default volume does not exist');
  }
  if (strict) throw new GenericError('No volume policy match');
  ctx.log.warn('no rule of the volume policy fired');
  return undefined;
}

async function decide(ctx: Context, data: PolicyData, strict: boolean): Promise<string | undefined> {
  try {
    return (await ctx.db.savepoint(() => ctx.policy.evaluate('volume', data)))?.action;
  } catch (error) {
    if (strict) throw error;
    ctx.log.error({ err: error }, 'the volume policy failed');
    return undefined;
  }
}

/* Old content generators kept their task in the further data. */
function taskOf(build: Build): number | undefined {
  const legacy = isStruct(build.extra) ? build.extra['container_koji_task_id'] : undefined;
  const task = build.task_id ?? legacy;
  return typeof task === 'number' ? task : undefined;
}
