import { lookupNameStrictly, type Named } from '../lookup/index.js';
import { isStruct, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import {
  assertSameDigest,
  fileNameOf,
  findRpm,
  insertExternalRpm,
  noSuchRpm,
  preferredRpm,
  readExternalRpm,
  readRpmsByIdOrName,
  type NameOfRpm,
  type RpmInfo,
} from '../rpms/index.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/**
 * The ids of the RPMs that a builder says are installed, in the order of its list. RPMs with a `location` are of that
 * external repo and made known when they are new; all others must be known. A whole list takes a handful of queries.
 * Throws GenericError for an RPM that is not known or whose digest changed.
 */
export async function installedRpms(ctx: Context, list: unknown): Promise<number[]> {
  if (!Array.isArray(list)) throw new CallerMistake('a list of rpms is needed');
  const entries = list as unknown[];
  const known = await knownRpms(ctx, entries);
  const repos = new Map<unknown, Named>();
  const ids: number[] = [];
  for (const entry of entries) {
    const location = isStruct(entry) ? entry['location'] : undefined;
    if (!isTrue(location)) {
      ids.push(await knownId(ctx, entry, known));
      continue;
    }
    const repo = repos.get(location) ?? (await lookupNameStrictly(ctx, 'external_repo', location));
    repos.set(location, repo);
    const rpm = readExternalRpm(entry);
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

async function knownRpms(ctx: Context, entries: readonly unknown[]): Promise<KnownRpms> {
  const structs = entries.filter(isStruct);
  const ids = structs.filter(isKnownById).map((entry) => entry['id'] as number);
  const names = structs.flatMap((entry) => (!isKnownById(entry) && isNamed(entry) ? [entry] : []));
  const rpms = await readRpmsByIdOrName(ctx, ids, names);
  const byName = new Map<string, RpmInfo[]>();
  for (const rpm of rpms) {
    const name = fileNameOf(rpm);
    const sameName = byName.get(name);
    if (sameName) sameName.push(rpm);
    else byName.set(name, [rpm]);
  }
  return { byId: new Map(rpms.map((rpm) => [rpm.id, rpm])), byName };
}

async function knownId(ctx: Context, entry: unknown, known: KnownRpms): Promise<number> {
  if (!isStruct(entry)) throw new CallerMistake('an rpm must be a struct');
  let rpm: RpmInfo | undefined;
  if (isKnownById(entry)) rpm = known.byId.get(entry['id'] as number);
  else if (isNamed(entry)) rpm = preferredRpm(known.byName.get(fileNameOf(entry)) ?? []);
  else rpm = await findRpm(ctx, entry);
  if (rpm === undefined) throw noSuchRpm(entry);
  return rpm.id;
}

const isKnownById = (entry: Record<string, unknown>): boolean =>
  typeof entry['id'] === 'number' && Number.isInteger(entry['id']) && !isTrue(entry['location']);

const isNamed = (entry: object): entry is NameOfRpm =>
  ['name', 'version', 'release', 'arch'].every(
    (member) => typeof (entry as Record<string, unknown>)[member] === 'string',
  );
