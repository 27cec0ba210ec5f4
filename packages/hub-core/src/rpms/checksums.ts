import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { CHECKSUM_TYPES, dictionary, GenericError, PathInfo, type Dictionary } from '@kojikit/protocol';
import { splicedPackage } from '@kojikit/rpm';
import type { Context } from '../ground/context.js';
import type { WholeNumber } from '../rpc/convert.js';
import { getRpm } from './find-rpm.js';
import { checksumName, type ChecksumName } from './readers/checksum-names.js';
import { buildOfRpm, folderOfBuild, isFile, rpmPath } from './rpm-file.js';
import type { RpmInfo } from './types.js';
import { keysOf } from '../keys-of.js';

/** Checksums of the copies of an RPM, by signing key (empty for the unsigned one) and by their names. */
export type RpmChecksums = Dictionary<Partial<Record<ChecksumName, string | null>>>;

export interface ChecksumsQuery {
  /** Null for those of the configuration. */
  readonly types: readonly ChecksumName[] | null;
  /** Answer null for what is not known, instead of reading the files. */
  readonly cacheOnly: boolean;
}

/** The checksums of an RPM, unsigned and with each of its signatures. New ones are kept. */
export async function rpmChecksums(
  ctx: Context,
  rpmId: WholeNumber,
  { types: given, cacheOnly }: ChecksumsQuery,
): Promise<RpmChecksums> {
  const rpm = await getRpm(ctx, rpmId);
  const types = given ?? defaultChecksums(ctx);
  const keys = await ctx.db.column<string>(sql`SELECT sigkey FROM rpmsigs WHERE rpm_id = ${rpm.id}`);

  const known = await knownChecksums(ctx, rpm.id, types);
  const result: RpmChecksums = dictionary();
  for (const key of keys) {
    const sums: Partial<Record<ChecksumName, string | null>> = {};
    for (const type of types) sums[type] = known.get(`${key} ${type}`) ?? null;
    const missing = types.filter((type) => sums[type] === null);
    if (missing.length > 0 && !cacheOnly) {
      const made = await sumsOfCopy(ctx, rpm, key, missing);
      await keepChecksums(ctx, rpm.id, key, made);
      Object.assign(sums, made);
    }
    result[key] = sums;
  }
  return result;
}

/** The checksums that the configuration asks for. Throws GenericError for one that the hub does not know. */
export function defaultChecksums(ctx: Context): ChecksumName[] {
  return ctx.config.RPMDefaultChecksums.split(/\s+/)
    .filter((name) => name !== '')
    .map(checksumName);
}

/** Keeps checksums of a copy of an RPM. Throws GenericError when another one is known. */
export async function keepChecksums(
  ctx: Context,
  rpmId: number,
  sigkey: string,
  sums: Readonly<Partial<Record<ChecksumName, string>>>,
): Promise<void> {
  const known = await knownChecksums(ctx, rpmId, keysOf(sums));
  for (const type of keysOf(sums).sort()) {
    const checksum = sums[type];
    const before = known.get(`${sigkey} ${type}`);
    if (before === checksum) continue;
    if (before !== undefined) {
      throw new GenericError(
        `Calculate checksum is different than checksum in DB for rpm ID ${rpmId}, ` +
          `sigkey ${sigkey} and checksum type ${type}.`,
      );
    }
    await ctx.db.run(sql`
      INSERT INTO rpm_checksum (rpm_id, sigkey, checksum, checksum_type)
      VALUES (${rpmId}, ${sigkey}, ${checksum}, ${CHECKSUM_TYPES[type]})
      ON CONFLICT DO NOTHING`);
  }
}

/** Running checksums of what is written or read. */
export class Checksums {
  private readonly hashes: ReadonlyMap<ChecksumName, Hash>;

  constructor(types: readonly ChecksumName[]) {
    this.hashes = new Map(types.map((type) => [type, createHash(type)]));
  }

  update(chunk: Uint8Array): void {
    for (const hash of this.hashes.values()) hash.update(chunk);
  }

  hexDigests(): Partial<Record<ChecksumName, string>> {
    return Object.fromEntries([...this.hashes].map(([type, hash]) => [type, hash.digest('hex')]));
  }
}

/** The checksums of a file. */
export async function fileChecksums(
  path: string,
  types: readonly ChecksumName[],
): Promise<Partial<Record<ChecksumName, string>>> {
  return sumsOf(createReadStream(path), types);
}

async function sumsOf(
  content: AsyncIterable<Buffer>,
  types: readonly ChecksumName[],
): Promise<Partial<Record<ChecksumName, string>>> {
  const sums = new Checksums(types);
  for await (const chunk of content) sums.update(chunk);
  return sums.hexDigests();
}

/* A signed copy that was never written is put together on the fly. */
async function sumsOfCopy(
  ctx: Context,
  rpm: RpmInfo,
  key: string,
  types: readonly ChecksumName[],
): Promise<Partial<Record<ChecksumName, string>>> {
  const build = await buildOfRpm(ctx, rpm);
  if (build === undefined) throw new GenericError(`No such build: ${rpm.build_id}`);
  const folder = folderOfBuild(ctx, build);
  const signed = join(folder, new PathInfo().signed(rpm, key));
  if (await isFile(signed)) return fileChecksums(signed, types);
  const header = await readFile(join(folder, new PathInfo().signatureHeader(rpm, key)));
  return sumsOf(splicedPackage(rpmPath(ctx, rpm, build), header), types);
}

async function knownChecksums(
  ctx: Context,
  rpmId: number,
  types: readonly ChecksumName[],
): Promise<Map<string, string>> {
  const rows = await ctx.db.all<{ sigkey: string; checksum: string; checksum_type: number }>(sql`
    SELECT sigkey, checksum, checksum_type FROM rpm_checksum WHERE rpm_id = ${rpmId}
      AND ${ctx.db.dialect.isIn(
        sql`checksum_type`,
        types.map((type) => CHECKSUM_TYPES[type]),
      )}`);
  const names = new Map<number, string>(keysOf(CHECKSUM_TYPES).map((name) => [CHECKSUM_TYPES[name], name]));
  return new Map(rows.map((row) => [`${row.sigkey} ${names.get(row.checksum_type)}`, row.checksum]));
}
