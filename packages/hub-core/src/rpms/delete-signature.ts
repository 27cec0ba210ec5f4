import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { GenericError, PathInfo } from '@kojikit/protocol';
import { wholeListing } from '../query/listing.js';
import type { Context } from '../ground/context.js';
import { getInternalRpm } from './add-signature.js';
import type { RpmRef } from './readers/rpm-ref.js';
import { readSignatures } from './read-signatures.js';
import { linkOrCopy, putInPlace } from '../stored-files/index.js';
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
  for (const { sigkey, sighash } of signatures) {
    const header = join(folder, paths.signatureHeader(rpm, sigkey));
    await keepHeader(ctx, header, `${header}.${sighash}.save`);
    const signed = join(folder, paths.signed(rpm, sigkey));
    ctx.afterCommit(async () => {
      // A multicall may add it anew before anything is committed.
      if (await isKnown(ctx, rpm.id, sigkey)) return;
      await rm(signed, { force: true });
      await rm(header, { force: true });
    });
  }
  ctx.log.warn({ rpm: rpm.id, keys }, 'signatures were deleted');
}

async function isKnown(ctx: Context, rpmId: number, key: string): Promise<boolean> {
  const found = await ctx.db.value(
    sql`SELECT rpm_id FROM rpmsigs WHERE rpm_id = ${rpmId} AND sigkey = ${key}`,
  );
  return found !== undefined;
}

/* The header has both names until the commit. A backup of the same content was left by an attempt that failed. */
async function keepHeader(ctx: Context, header: string, backup: string): Promise<void> {
  const found = await stat(header).catch(() => undefined);
  if (found === undefined) {
    ctx.log.error({ header }, 'a signature header is missing');
    return;
  }
  if (!found.isFile()) throw new GenericError(`Not a regular file: ${header}`);
  const before = await readFile(backup).catch(() => undefined);
  if (before === undefined) {
    await putInPlace(ctx, backup, (unfinished) => linkOrCopy(header, unfinished));
  } else if (!before.equals(await readFile(header))) {
    throw new GenericError(`Stray header backup file: ${backup}`);
  }
}
