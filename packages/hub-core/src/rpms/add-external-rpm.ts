import { dictionary, GenericError } from '@kojikit/protocol';
import { lookupNameStrictly, type Named } from '../lookup/index.js';
import { isStruct } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonRepr } from '../rpc/python-names.js';
import { findRpm } from './find-rpm.js';
import type { RpmInfo } from './types.js';

/** What must be known of an RPM that comes from elsewhere. */
export interface ExternalRpm {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch: number | null;
  readonly arch: string;
  readonly payloadhash: string;
  readonly size: number;
  readonly buildtime: number;
}

const isText = (value: unknown) => typeof value === 'string';
const isInteger = (value: unknown) => typeof value === 'number' && Number.isInteger(value);

const MEMBERS: Readonly<Record<keyof ExternalRpm, (value: unknown) => boolean>> = {
  name: isText,
  version: isText,
  release: isText,
  epoch: (value) => value === null || isInteger(value),
  arch: isText,
  payloadhash: isText,
  size: isInteger,
  buildtime: isInteger,
};

/** Reads what a caller says of an external RPM. Throws GenericError for a missing or wrong member. */
export function readExternalRpm(info: unknown): ExternalRpm {
  const rpm = dictionary<unknown>();
  for (const [name, fits] of Object.entries(MEMBERS)) {
    if (!isStruct(info) || !Object.hasOwn(info, name)) {
      throw new GenericError(`${name} field missing: ${pythonRepr(info)}`);
    }
    if (!fits(info[name])) throw new GenericError(`Invalid value for ${name}: ${pythonRepr(info[name])}`);
    rpm[name] = info[name];
  }
  return rpm as unknown as ExternalRpm;
}

/**
 * Makes an RPM of an external repo known.
 * @param strict refuse one that is known already. Otherwise a known one must have the same digest.
 * Throws GenericError. Checks no permission.
 */
export async function addExternalRpm(
  ctx: Context,
  info: unknown,
  repoInfo: unknown,
  { strict }: { strict: boolean },
): Promise<void> {
  const rpm = readExternalRpm(info);
  const repo = await lookupNameStrictly(ctx, 'external_repo', repoInfo);
  const known = await findRpm(ctx, { ...rpm, location: repo.id });
  if (known === undefined) return void (await insertExternalRpm(ctx, rpm, repo));
  if (strict) throw new GenericError(`external rpm already exists: ${nameAtRepo(rpm, repo)}`);
  assertSameDigest(known, rpm, repo);
}

/** Adds an external RPM that is not known yet; if another call was faster, that one must have the same digest. */
export async function insertExternalRpm(ctx: Context, rpm: ExternalRpm, repo: Named): Promise<number> {
  const id = await ctx.db.nextId('rpminfo');
  try {
    await ctx.db.savepoint(() => ctx.db.insert('rpminfo', { id, ...rpm, external_repo_id: repo.id }));
    return id;
  } catch (error) {
    if (ctx.db.dialect.errorKind(error) !== 'unique') throw error;
    const known = await findRpm(ctx, { ...rpm, location: repo.id });
    if (known === undefined) throw error;
    assertSameDigest(known, rpm, repo);
    return known.id;
  }
}

/** Throws GenericError `hash changed for external rpm: …` when a known RPM has another digest than it had. */
export function assertSameDigest(known: RpmInfo, rpm: ExternalRpm, repo: Named): void {
  if (known.payloadhash === rpm.payloadhash) return;
  throw new GenericError(
    `hash changed for external rpm: ${nameAtRepo(rpm, repo)} (${known.payloadhash} -> ${rpm.payloadhash})`,
  );
}

function nameAtRepo(rpm: ExternalRpm, repo: Named): string {
  return `${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}@${repo.name}`;
}
