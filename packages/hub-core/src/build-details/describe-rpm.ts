import { join } from 'node:path';
import { PathInfo, type Build, type RpmDescription, type RpmDetails } from '@kojikit/protocol';
import { readHeader } from '@kojikit/rpm';
import { buildFolder, findBuild } from '../builds/index.js';
import { findBuildroot } from '../buildroots/index.js';
import type { Context } from '../ground/context.js';
import { wholeListing } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import {
  describeHeader,
  findRpm,
  getRpm,
  isFile,
  readSignatures,
  type RpmInfo,
  type RpmRef,
} from '../rpms/index.js';
import { shownBuildroots } from './shown-buildroots.js';

export interface RpmWanted {
  readonly strict: boolean;
  readonly files: QueryOptions | null;
  readonly buildroots: QueryOptions | null;
}

/**
 * Everything that is known of an RPM, in five queries. Throws GenericError for text that names no RPM, and with `strict`
 * `No such rpm: <what was looked for>`.
 */
export async function describeRpm(
  ctx: Context,
  info: RpmRef,
  { strict, files, buildroots }: RpmWanted,
): Promise<RpmDetails | undefined> {
  const rpm = strict ? await getRpm(ctx, info) : await findRpm(ctx, info);
  if (rpm === undefined) return undefined;
  const { id, build_id: ofBuild, buildroot_id: madeIn } = rpm;
  const build = ofBuild === null ? undefined : await findBuild(ctx, ofBuild);
  const details = {
    rpm,
    build: build ?? null,
    buildroot: madeIn === null ? null : ((await findBuildroot(ctx, madeIn)) ?? null),
    signatures: build === undefined ? [] : await signaturesOf(ctx, id),
    buildroots: await shownBuildroots(ctx, { rpm: id }, buildroots),
  };
  await ctx.db.release();
  return { ...details, description: (build && (await describeFile(ctx, rpm, build, files))) ?? null };
}

/* The unsigned header is kept under an empty key. */
async function signaturesOf(ctx: Context, rpm: number): Promise<RpmDetails['signatures']> {
  const kept = await wholeListing(readSignatures(ctx, { rpm, key: null }));
  return kept.filter(({ sigkey }) => sigkey !== '');
}

/* What is broken is shown as what is not there. */
async function describeFile(
  ctx: Context,
  rpm: RpmInfo,
  build: Build,
  files: QueryOptions | null,
): Promise<RpmDescription | undefined> {
  const path = join(buildFolder(ctx, build), new PathInfo().rpm(rpm));
  if (!(await isFile(path))) return undefined;
  try {
    const { header } = await readHeader(path);
    return describeHeader(header, files);
  } catch (error) {
    ctx.log.warn({ err: error, path }, 'an RPM cannot be read');
    return undefined;
  }
}
