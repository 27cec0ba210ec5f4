import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sql from 'sql-template-tag';
import {
  BUILD_STATES,
  GenericError,
  PathInfo,
  stateName,
  type Build,
  type WireValue,
  type GeneratorMetadata,
  type ImportedRpm,
} from '@kojikit/protocol';
import { parseNvra, parseTargetRelease, ripSignatureHeader } from '@kojikit/rpm';
import { markType } from '../build-types/index.js';
import { buildFolder, findBuild, getBuild, newBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { CallerMistake } from '../rpc/caller-mistake.js';
import { pythonJson } from '../rpc/python-json.js';
import { addSignature } from '../rpms/index.js';
import { placeFile } from '../stored-files/index.js';
import { readPackage, type PackageFacts } from './read-package.js';

export interface ImportRpmOptions {
  /** The build that it belongs to. Left out: the one that the RPM names; a source RPM makes its build. */
  readonly build?: Build;
  /** The buildroot that it was built in. */
  readonly buildrootId?: number | null;
  /** It wraps what another kind of build made: it need not come from the build's own source RPM. Default: no. */
  readonly wrapper?: boolean;
  /** What a content generator says of the file; its member `extra` is kept. */
  readonly fileInfo?: GeneratorMetadata & { readonly extra?: WireValue };
}

/**
 * Makes an uploaded RPM part of a build: its row, its file below the build's folder, and its signature header.
 * Checks no permission.
 * @param path a real path, checked before.
 * Throws GenericError when its name is not what its header says, when it comes of another source RPM than the build's, or
 * when there is no such build or it is failed, canceled or deleted; CallerMistake for what is no RPM or is known already.
 */
export async function importRpm(
  ctx: Context,
  path: string,
  options: ImportRpmOptions = {},
): Promise<ImportedRpm> {
  const { wrapper = false, buildrootId = null, fileInfo } = options;
  const { facts, sigmd5 } = await readPackage(path);
  assertFileName(path, facts);
  if (options.build !== undefined && !wrapper) assertSource(path, facts, options.build);
  const build = options.build ?? (await buildOf(ctx, facts));
  await lockUsable(ctx, build);
  if (sigmd5 === undefined) throw new GenericError(`${path} has no digest of its contents (SIGMD5)`);
  await markType(ctx, build, 'rpm');

  const row = {
    ...facts,
    draft: build.draft,
    id: await ctx.db.nextId('rpminfo'),
    build_id: build.id,
    size: (await stat(path)).size,
    payloadhash: sigmd5,
    buildroot_id: buildrootId,
    external_repo_id: 0 as const,
    ...(fileInfo?.extra != null && { extra: pythonJson(fileInfo.extra) }),
  };
  const news = {
    type: 'rpm' as const,
    rpm: { ...row },
    build: { ...build },
    filepath: path,
    fileinfo: fileInfo ?? null,
  };
  await ctx.emit('preImport', news);
  const again = build.draft && (await isKnown(ctx, row));
  await insertRow(ctx, row);
  await ctx.emit('postImport', news);

  const destination = join(buildFolder(ctx, build), new PathInfo().rpm(row));
  const signature = await ripSignatureHeader(path);
  // No other row of this name was ever committed, since names are unique; only those of drafts are not.
  const existing = again ? 'refuse' : 'replace';
  await placeFile(ctx, path, destination, { existing, failure: 'Error importing archive file,' });
  await addSignature(ctx, row.id, signature);
  return { ...row, build, brootid: buildrootId };
}

/* The arch becomes a folder, so it is a plain word, and none that other contents of a build lie in. */
const FOLDERS: readonly string[] = ['data', 'files', 'images', 'maven', 'win'];

function assertFileName(path: string, { name, version, release, arch }: PackageFacts): void {
  const found = basename(path);
  const expected = `${name}-${version}-${release}.${arch}.rpm`;
  if (found !== expected) throw new GenericError(`bad filename: ${found} (expected ${expected})`);
  if (!/^\w[\w.+-]*$/.test(arch) || FOLDERS.includes(arch)) {
    throw new GenericError(`bad arch of ${found}: ${arch} cannot be the name of a folder of RPMs`);
  }
}

function assertSource(path: string, { sourcepackage, sourcerpm }: PackageFacts, build: Build): void {
  const release = build.draft ? parseTargetRelease(build.release) : build.release;
  const expected = `${build.name}-${build.version}-${release}.src.rpm`;
  const found = sourcepackage === 1 ? basename(path) : sourcerpm;
  if (found !== expected) {
    throw new GenericError(`srpm mismatch for ${path}: ${found ?? 'None'} (expected ${expected})`);
  }
}

/* A release of an RPM cannot be that of a draft, so the build is none. */
async function buildOf(ctx: Context, facts: PackageFacts): Promise<Build> {
  if (facts.sourcepackage !== 1) {
    const build = facts.sourcerpm === null ? undefined : await findBuild(ctx, parseNvra(facts.sourcerpm));
    if (build === undefined) throw new GenericError('No such build');
    return build;
  }
  const { name, version, release, epoch } = facts;
  const known = await findBuild(ctx, { name, version, release });
  if (known !== undefined) return known;
  return getBuild(ctx, await newBuild(ctx, { name, version, release, epoch }));
}

/**
 * Keeps the build as it is until the transaction ends: its state, its volume, and what lies in its folder.
 * Throws GenericError `Build is <state>: <nvr>`.
 */
async function lockUsable(ctx: Context, build: Build): Promise<void> {
  const [row] = await ctx.db.lockRows<{ state: number; volume_id: number }>(
    sql`SELECT state, volume_id FROM build WHERE id = ${build.id}`,
  );
  if (row === undefined) throw new GenericError('No such build');
  const { FAILED, CANCELED, DELETED } = BUILD_STATES;
  if (row.state === FAILED || row.state === CANCELED || row.state === DELETED) {
    throw new GenericError(`Build is ${stateName(BUILD_STATES, row.state)}: ${build.nvr}`);
  }
  if (row.volume_id !== build.volume_id) {
    throw new GenericError(`Build was moved to another volume meanwhile: ${build.nvr}`);
  }
}

type Row = Omit<ImportedRpm, 'build' | 'brootid'>;

async function isKnown(ctx: Context, row: Row): Promise<boolean> {
  const known = await ctx.db.value<number>(sql`
    SELECT id FROM rpminfo WHERE build_id = ${row.build_id} AND name = ${row.name}
       AND version = ${row.version} AND release = ${row.release} AND arch = ${row.arch}`);
  return known !== undefined;
}

/* Koji shows its database's own words here, with fault code 1; the code stays. */
async function insertRow(ctx: Context, row: Row): Promise<void> {
  const { sourcepackage, sourcerpm, ...stored } = row;
  try {
    await ctx.db.savepoint(() => ctx.db.insert('rpminfo', stored));
  } catch (cause) {
    if (ctx.db.dialect.errorKind(cause) !== 'unique') throw cause;
    const { name, version, release, arch } = row;
    throw new CallerMistake(`${name}-${version}-${release}.${arch} was imported already`, { cause });
  }
}
