import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { GenericError, PathInfo } from '@kojikit/protocol';
import { spliceSignatureHeader } from '@kojikit/rpm';
import type { Context } from '../ground/context.js';
import { getInternalRpm } from './add-signature.js';
import { Checksums, defaultChecksums, fileChecksums, keepChecksums } from './checksums.js';
import type { RpmRef } from './readers/rpm-ref.js';
import { putInPlace } from '../stored-files/index.js';
import { buildOfRpm, folderOfBuild, rpmPath } from './rpm-file.js';

/**
 * Writes a copy of an RPM with one of its kept signatures, and keeps the copy's checksums.
 * @param key the id of its key, in lower case.
 * @param force write it anew when it is there.
 * Throws GenericError when there is no such RPM, file or signature. Checks no permission.
 */
export async function writeSignedRpm(
  ctx: Context,
  info: RpmRef,
  key: string,
  { force }: { force: boolean },
): Promise<void> {
  const types = defaultChecksums(ctx);
  const rpm = await getInternalRpm(ctx, info);
  const build = await buildOfRpm(ctx, rpm);
  if (build === undefined) throw new GenericError(`No such build: ${rpm.build_id}`);
  const source = rpmPath(ctx, rpm, build);
  const found = await stat(source).catch(() => undefined);
  if (found === undefined) throw new GenericError(`No such path: ${source}`);
  if (!found.isFile()) throw new GenericError(`Not a regular file: ${source}`);
  const hash = await ctx.db.value<string>(
    sql`SELECT sighash FROM rpmsigs WHERE rpm_id = ${rpm.id} AND sigkey = ${key}`,
  );
  if (!hash) {
    const nvra = `${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}`;
    throw new GenericError(`No cached signature for package ${nvra}, key ${key}`);
  }
  const folder = folderOfBuild(ctx, build);
  const destination = join(folder, new PathInfo().signed(rpm, key));
  const present = await stat(destination).catch(() => undefined);
  if (present && !force) {
    return keepChecksums(ctx, rpm.id, key, await fileChecksums(destination, types));
  }
  const signatureHeader = await readFile(join(folder, new PathInfo().signatureHeader(rpm, key)));
  const sums = new Checksums(types);
  const onChunk = (chunk: Uint8Array) => sums.update(chunk);
  await putInPlace(
    ctx,
    destination,
    (unfinished) => spliceSignatureHeader({ source, signatureHeader, destination: unfinished, onChunk }),
    { restore: true },
  );
  await keepChecksums(ctx, rpm.id, key, sums.hexDigests());
}
