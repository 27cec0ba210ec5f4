import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { parseNvra } from '@kojikit/rpm';
import { lookupNameStrictly } from '../lookup/index.js';
import { isWholeNumber } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import { readRpms } from './read-rpms.js';
import type { RpmParts, RpmRef } from './readers/rpm-ref.js';
import type { RpmInfo } from './types.js';
import { quoted } from '../rpc/fault-text.js';

/**
 * The RPM that a caller named by id, `name-version-release.arch[@repo]` or struct, or undefined. Of several the one of
 * a build counts before that of a draft build, and that before an external one.
 * Throws GenericError for text that names no RPM.
 */
export async function findRpm(ctx: Context, info: RpmRef): Promise<RpmInfo | undefined> {
  return preferredRpm(await matchingRpms(ctx, info));
}

/** {@link findRpm}; throws GenericError `No such rpm: <what was looked for>` when there is none. */
export async function getRpm(ctx: Context, info: RpmRef): Promise<RpmInfo> {
  const rpm = await findRpm(ctx, info);
  if (rpm === undefined) throw noSuchRpm(wantedRpm(info));
  return rpm;
}

/** Every RPM that a caller may have meant. */
export async function matchingRpms(ctx: Context, info: RpmRef): Promise<RpmInfo[]> {
  const wanted = wantedRpm(info);
  const { id, name, version, release, arch, location } = wanted;
  const where: Sql[] =
    id !== undefined
      ? [sql`rpminfo.id = ${id === null ? null : Number(id)}`]
      : [
          sql`rpminfo.name = ${name}`,
          sql`version = ${version}`,
          sql`release = ${release}`,
          sql`arch = ${arch}`,
        ];
  if (location !== undefined) {
    where.push(sql`external_repo_id = ${(await lookupNameStrictly(ctx, 'external_repo', location)).id}`);
  }
  return readRpms(ctx, where);
}

/** Which of several RPMs of one name counts. */
export function preferredRpm(rpms: readonly RpmInfo[]): RpmInfo | undefined {
  const rank = (rpm: RpmInfo) => (rpm.external_repo_id !== 0 ? 2 : rpm.draft ? 1 : 0);
  return [...rpms].sort((a, b) => rank(a) - rank(b) || b.id - a.id)[0];
}

/** The fault for an RPM that is not there; the text shows what was looked for as Koji does. */
export function noSuchRpm(wanted: object): GenericError {
  return new GenericError(`No such rpm: ${quoted(wanted)}`);
}

/* What to look for. The members are in the order in which Koji's messages show them. */
function wantedRpm(info: RpmRef): RpmParts {
  if (isWholeNumber(info)) return { id: info };
  if (typeof info !== 'string') return info;
  if (/^\s*[+-]?\d+\s*$/.test(info)) return { id: Number(info) };
  const { release, version, name, epoch, arch, src, location } = parseNvra(info);
  const parts = { release, version, name, epoch, arch, src };
  return location === undefined ? parts : { ...parts, location };
}
