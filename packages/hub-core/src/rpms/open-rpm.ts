import { GenericError } from '@kojikit/protocol';
import { readHeader, type RpmHeader } from '@kojikit/rpm';
import type { Context } from '../ground/context.js';
import { findRpm, getRpm } from './find-rpm.js';
import type { RpmRef } from './readers/rpm-ref.js';
import { buildOfRpm, isFile, rpmPath } from './rpm-file.js';
import type { RpmInfo } from './types.js';
import { faultText } from '../rpc/fault-text.js';

export interface OpenedRpm {
  readonly rpm: RpmInfo;
  readonly header: RpmHeader;
}

/** What callers are told in strict mode: texts differ from call to call. */
export interface StrictTexts {
  external(info: string): string;
  missing(info: string): string;
}

/**
 * Reads the header of an RPM of a build; undefined when the RPM is unknown, of an external repo, or its file is missing.
 * @param strict throw GenericError with these texts instead.
 */
export async function openRpm(
  ctx: Context,
  info: RpmRef,
  strict?: StrictTexts,
): Promise<OpenedRpm | undefined> {
  const rpm = strict ? await getRpm(ctx, info) : await findRpm(ctx, info);
  if (rpm === undefined) return undefined;
  const build = await buildOfRpm(ctx, rpm);
  if (build === undefined) {
    if (strict) throw new GenericError(strict.external(faultText`${info}`));
    return undefined;
  }
  const path = rpmPath(ctx, rpm, build);
  if (!(await isFile(path))) {
    if (strict) throw new GenericError(strict.missing(faultText`${info}`));
    return undefined;
  }
  return { rpm, header: (await readHeader(path)).header };
}
