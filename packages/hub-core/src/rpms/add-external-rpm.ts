import { GenericError } from '@kojikit/protocol';
import { lookupNameStrictly, type Named } from '../lookup/index.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findRpm } from './find-rpm.js';
import type { ExternalRpm } from './readers/external-rpm.js';
import type { RpmInfo } from './types.js';

/**
 * Makes an RPM of an external repo known.
 * @param strict refuse one that is known already. Otherwise a known one must have the same digest.
 * Throws GenericError. Checks no permission.
 */
export async function addExternalRpm(
  ctx: Context,
  rpm: ExternalRpm,
  repoInfo: NameOrId,
  { strict }: { strict: boolean },
): Promise<void> {
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
