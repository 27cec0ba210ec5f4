import { createHash } from 'node:crypto';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GenericError, PathInfo } from '@kojikit/protocol';
import { getSignatureKey, parseHeader, SIGNATURE_HEADER_LIMITS } from '@kojikit/rpm';
import type { Context } from '../ground/context.js';
import { getRpm } from './find-rpm.js';
import type { RpmRef } from './readers/rpm-ref.js';
import { buildOfRpm, folderOfBuild } from './rpm-file.js';
import type { RpmInfo } from './types.js';
import { putInPlace, removeEmptyFolders } from '../stored-files/index.js';
import { faultText } from '../rpc/fault-text.js';

const SIGTAG_MD5 = 1004;

/**
 * Keeps a signature header of an RPM beside its build. Throws GenericError when the RPM is of an external repo, when the
 * header is of another RPM, or when the key has signed it already. Checks no permission.
 */
export async function addSignature(ctx: Context, info: RpmRef, header: Buffer): Promise<void> {
  const rpm = await getInternalRpm(ctx, info);
  const build = await buildOfRpm(ctx, rpm);
  if (build === undefined) throw new GenericError(`No such build: ${rpm.build_id}`);
  const folder = folderOfBuild(ctx, build);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new GenericError(`No such directory: ${folder}`);

  const nvra = `${rpm.name}-${rpm.version}-${rpm.release}.${rpm.arch}`;
  const digest = signedDigest(header);
  if (digest !== rpm.payloadhash) throw new GenericError(`wrong md5 for ${nvra}: ${digest}`);
  const sigkey = getSignatureKey(header) ?? '';
  const sighash = createHash('md5').update(header).digest('hex');
  const announced = {
    sigkey,
    sighash,
    build: { ...(await ctx.call('getBuild', { buildInfo: rpm.build_id!, strict: true })) },
    rpm: { ...rpm },
  };
  await ctx.emit('preRPMSign', announced);
  await insertSignature(ctx, rpm, { sigkey, sighash }, nvra);
  const path = join(folder, new PathInfo().signatureHeader(rpm, sigkey));
  const made = await mkdir(dirname(path), { recursive: true });
  if (made !== undefined) ctx.onUndo(() => removeEmptyFolders(dirname(path), made));
  await putInPlace(ctx, path, (unfinished) => writeFile(unfinished, header));
  await ctx.emit('postRPMSign', announced);
}

/** The RPM that a caller named; throws GenericError when it is of an external repo. */
export async function getInternalRpm(ctx: Context, info: RpmRef): Promise<RpmInfo> {
  const rpm = await getRpm(ctx, info);
  if (rpm.external_repo_id === 0) return rpm;
  throw new GenericError(faultText`Not an internal rpm: ${info} (from ${rpm.external_repo_name})`);
}

async function insertSignature(
  ctx: Context,
  rpm: RpmInfo,
  signature: { sigkey: string; sighash: string },
  nvra: string,
): Promise<void> {
  try {
    await ctx.db.savepoint(() => ctx.db.insert('rpmsigs', { rpm_id: rpm.id, ...signature }));
  } catch (error) {
    if (ctx.db.dialect.errorKind(error) !== 'unique') throw error;
    throw new GenericError(`Signature already exists for package ${nvra}, key ${signature.sigkey}`);
  }
}

/* The digest of header and payload that a signature header is for. */
function signedDigest(header: Buffer): string {
  if (!header.subarray(0, 3).equals(Buffer.from([0x8e, 0xad, 0xe8]))) {
    throw new GenericError(`Invalid rpm header: bad magic: ${pythonBytes(header.subarray(0, 3))}`);
  }
  const parsed = parseHeader(header, { limits: SIGNATURE_HEADER_LIMITS, what: 'signature header' });
  return parsed.binary(SIGTAG_MD5)?.toString('hex') ?? '';
}

function pythonBytes(bytes: Buffer): string {
  const text = [...bytes].map((byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return `b'${text.join('')}'`;
}
