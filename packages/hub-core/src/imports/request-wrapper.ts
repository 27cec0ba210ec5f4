import { PreBuildError } from '@kojikit/protocol';
import { getBuild, requestTask, type Placement } from '../builds/index.js';
import type { BuildRef, NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { wholeListing } from '../query/listing.js';
import { listRpms } from '../rpms/index.js';
import { getTarget } from '../targets/index.js';
import { buildLabel } from './import-wrapper.js';
import type { WrapperOptions } from './readers/wrapper-options.js';

export interface WrapperRequest extends Placement {
  readonly build: BuildRef;
  /** The address of a spec file's template. */
  readonly url: string;
  readonly target: NameOrId;
  readonly options: WrapperOptions;
}

/**
 * Makes the task that wraps a build in RPMs, and returns its id. Throws PreBuildError
 * `wrapper rpms for <nvr> have already been built`, unless they are for scratch or for a build of their own.
 */
export async function requestWrapper(ctx: Context, request: WrapperRequest): Promise<number> {
  const { url, options } = request;
  const build = await getBuild(ctx, request.build);
  if (!options.apart && (await wholeListing(listRpms(ctx, { build: build.id }))).length > 0) {
    throw new PreBuildError(`wrapper rpms for ${buildLabel(build)} have already been built`);
  }
  const target = await getTarget(ctx, request.target);
  return requestTask(ctx, 'wrapperRPM', [url, target, build, null, options.given], request);
}
