import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { parseNvra } from '@kojikit/rpm';
import { lookupNameStrictly } from '../lookup/index.js';
import { isStruct, isWholeNumber } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { columnInteger, columnText } from '../rpc/database-values.js';
import { pythonRepr, pythonType } from '../rpc/python-names.js';
import { readRpms } from './read-rpms.js';
import type { RpmInfo } from './types.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/**
 * The RPM that a caller named by id, `name-version-release.arch[@repo]` or struct, or undefined. Of several the one of
 * a build counts before that of a draft build, and that before an external one.
 * Throws GenericError for what names no RPM.
 */
export async function findRpm(ctx: Context, info: unknown): Promise<RpmInfo | undefined> {
  return preferredRpm(await matchingRpms(ctx, info));
}

/** {@link findRpm}; throws GenericError `No such rpm: <what was looked for>` when there is none. */
export async function getRpm(ctx: Context, info: unknown): Promise<RpmInfo> {
  const rpm = await findRpm(ctx, info);
  if (rpm === undefined) throw noSuchRpm(wantedRpm(info));
  return rpm;
}

/** Every RPM that a caller may have meant. */
export async function matchingRpms(ctx: Context, info: unknown): Promise<RpmInfo[]> {
  const wanted = wantedRpm(info);
  const where: Sql[] =
    'id' in wanted
      ? [sql`rpminfo.id = ${columnInteger(wanted['id'])}`]
      : [
          sql`rpminfo.name = ${member(wanted, 'name')}`,
          sql`version = ${member(wanted, 'version')}`,
          sql`release = ${member(wanted, 'release')}`,
          sql`arch = ${member(wanted, 'arch')}`,
        ];
  if ('location' in wanted) {
    const { id } = await lookupNameStrictly(ctx, 'external_repo', wanted['location']);
    where.push(sql`external_repo_id = ${id}`);
  }
  return readRpms(ctx, where);
}

/** Which of several RPMs of one name counts. */
export function preferredRpm(rpms: readonly RpmInfo[]): RpmInfo | undefined {
  const rank = (rpm: RpmInfo) => (rpm.external_repo_id !== 0 ? 2 : rpm.draft ? 1 : 0);
  return [...rpms].sort((a, b) => rank(a) - rank(b) || b.id - a.id)[0];
}

/** The fault for an RPM that is not there; the text shows what was looked for as Koji does. */
export function noSuchRpm(wanted: Record<string, unknown>): GenericError {
  return new GenericError(`No such rpm: ${pythonRepr(wanted)}`);
}

/* What to look for. The members are in the order in which Koji's messages show them. */
function wantedRpm(info: unknown): Record<string, unknown> {
  if (isWholeNumber(info) || typeof info === 'boolean') return { id: info };
  if (isStruct(info)) return info;
  if (typeof info !== 'string') {
    throw new GenericError(`Invalid type for rpminfo: ${pythonType(info)}`);
  }
  if (/^\s*[+-]?\d+\s*$/.test(info)) return { id: Number(info) };
  const { release, version, name, epoch, arch, src, location } = parseNvra(info);
  return {
    release,
    version,
    name,
    epoch,
    arch,
    src,
    ...(location === undefined ? {} : { location }),
  };
}

function member(wanted: Record<string, unknown>, name: string): string | null {
  if (!Object.hasOwn(wanted, name)) throw new CallerMistake(`an rpm without ${name}`);
  return columnText(wanted[name]);
}
