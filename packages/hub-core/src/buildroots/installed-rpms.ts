import { lookupNameStrictly, type Named } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import {
  assertSameDigest,
  fileNameOf,
  findRpm,
  insertExternalRpm,
  noSuchRpm,
  preferredRpm,
  readRpmsByIdOrName,
  type NameOfRpm,
  type RpmInfo,
  type RpmRef,
} from '../rpms/index.js';
import type { Installed } from './readers/installed-rpms.js';

/**
 * The ids of the RPMs that a builder says are installed, in the order of its list. RPMs with a `location` are of that
 * external repo and made known when they are new; all others must be known. A whole list takes a handful of queries.
 * Throws GenericError for an RPM that is not known or whose digest changed.
 */
export async function installedRpms(ctx: Context, list: readonly Installed[]): Promise<number[]> {
  const known = await knownRpms(ctx, list);
  const repos = new Map<NameOrId, Named>();
  const ids: number[] = [];
  for (const entry of list) {
    if (entry.location === null) {
      ids.push(await knownId(ctx, entry, known));
      continue;
    }
    const { location, external: rpm } = entry;
    const repo = repos.get(location) ?? (await lookupNameStrictly(ctx, 'external_repo', location));
    repos.set(location, repo);
    const same = known.byName.get(fileNameOf(rpm))?.find((one) => one.external_repo_id === repo.id);
    if (same) assertSameDigest(same, rpm, repo);
    ids.push(same?.id ?? (await insertExternalRpm(ctx, rpm, repo)));
  }
  return ids;
}

interface KnownRpms {
  readonly byId: ReadonlyMap<number, RpmInfo>;
  readonly byName: ReadonlyMap<string, readonly RpmInfo[]>;
}

async function knownRpms(ctx: Context, list: readonly Installed[]): Promise<KnownRpms> {
  const refs = list.map((entry) => (entry.location === null ? entry.known : entry.external));
  const ids = refs.map(idOf).filter((id) => id !== undefined);
  const rpms = await readRpmsByIdOrName(ctx, ids, refs.filter(isNamed));
  const byName = new Map<string, RpmInfo[]>();
  for (const rpm of rpms) {
    const name = fileNameOf(rpm);
    const sameName = byName.get(name);
    if (sameName) sameName.push(rpm);
    else byName.set(name, [rpm]);
  }
  return { byId: new Map(rpms.map((rpm) => [rpm.id, rpm])), byName };
}

async function knownId(
  ctx: Context,
  { known: wanted, given }: Extract<Installed, { location: null }>,
  known: KnownRpms,
): Promise<number> {
  const id = idOf(wanted);
  let rpm: RpmInfo | undefined;
  if (id !== undefined) rpm = known.byId.get(id);
  else if (isNamed(wanted)) rpm = preferredRpm(known.byName.get(fileNameOf(wanted)) ?? []);
  else rpm = await findRpm(ctx, wanted);
  if (rpm === undefined) throw noSuchRpm(given);
  return rpm.id;
}

function idOf(ref: RpmRef): number | undefined {
  const id = typeof ref === 'object' ? ref.id : undefined;
  return typeof id === 'number' && Number.isInteger(id) ? id : undefined;
}

function isNamed(ref: RpmRef): ref is RpmRef & NameOfRpm {
  if (typeof ref !== 'object' || ref.id !== undefined) return false;
  return [ref.name, ref.version, ref.release, ref.arch].every((part) => typeof part === 'string');
}
