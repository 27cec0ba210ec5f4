import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { GenericError, PathInfo } from '@kojikit/protocol';
import { wholeListing } from '../query/listing.js';
import type { Context } from '../ground/context.js';
import { getInternalRpm } from './add-signature.js';
import type { RpmRef } from './readers/rpm-ref.js';
import { readSignatures } from './read-signatures.js';
import { buildOfRpm, folderOfBuild } from './rpm-file.js';

/**
 * Forgets signatures of an RPM: one, or all of them. Signed copies are deleted; the headers are kept under a name of
 * their own.
 * @param key the key of one signature, `all`, or null, which is refused.
 * Throws GenericError when there is nothing to delete. Checks no permission.
 */
export async function deleteSignatures(
  ctx: Context,
  info: RpmRef,
  key: string | null | 'all',
): Promise<void> {
  if (key === null) throw new GenericError('No signature specified');
  const rpm = await getInternalRpm(ctx, info);
  const signatures = await wholeListing(
    readSignatures(ctx, { rpm: rpm.id, key: key === 'all' ? null : key }),
  );
  if (signatures.length === 0) {
    const nvra = `${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}`;
    throw new GenericError(`${nvra} has no matching signatures to delete`);
  }
  const keys = signatures.map((signature) => signature.sigkey);
  const which = sql`rpm_id = ${rpm.id} AND ${ctx.db.dialect.isIn(sql`sigkey`, keys)}`;
  await ctx.db.delete('rpmsigs', which);
  await ctx.db.delete('rpm_checksum', which);

  const build = await buildOfRpm(ctx, rpm);
  if (build === undefined) throw new GenericError(`No such build: ${rpm.build_id}`);
  const folder = folderOfBuild(ctx, build);
  const paths = new PathInfo();
  const kept: { header: string; backup: string }[] = [];
  for (const { sigkey, sighash } of signatures) {
    const header = join(folder, paths.signatureHeader(rpm, sigkey));
    const backup = `${header}.${sighash}.save`;
    if (await canBeKept(header, backup)) kept.push({ header, backup });
    else ctx.log.error({ header }, 'a signature header is missing');
  }
  // Nothing is lost while the transaction may still fail: signed copies can be made again, headers only get a new name.
  for (const { sigkey } of signatures) await rm(join(folder, paths.signed(rpm, sigkey)), { force: true });
  for (const { header, backup } of kept) await rename(header, backup);
  ctx.log.warn({ rpm: rpm.id, keys }, 'signatures were deleted');
}

/* A backup of the same content is left over from an attempt that failed. */
async function canBeKept(header: string, backup: string): Promise<boolean> {
  const found = await stat(header).catch(() => undefined);
  if (found === undefined) return false;
  if (!found.isFile()) throw new GenericError(`Not a regular file: ${header}`);
  const before = await readFile(backup).catch(() => undefined);
  if (before !== undefined && !before.equals(await readFile(header))) {
    throw new GenericError(`Stray header backup file: ${backup}`);
  }
  return true;
}
