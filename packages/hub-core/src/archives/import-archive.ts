import { createReadStream } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import {
  BuildError,
  CHECKSUM_TYPES,
  GenericError,
  ImportError,
  type Archive,
  type Build,
  type MavenArtifact,
  type WireValue,
  type GeneratorMetadata,
} from '@kojikit/protocol';
import { buildType, mavenBuild, winBuild } from '../build-types/index.js';
import { namingFullDisk } from '../full-disk.js';
import type { Context } from '../ground/context.js';
import { lookupName } from '../lookup/index.js';
import { pythonJson } from '../rpc/python-json.js';
import { placeFile } from '../stored-files/index.js';
import { chunks } from '../uploads/index.js';
import { archiveFolder } from './archive-folder.js';
import { findArchiveType } from './archive-types.js';
import { getArchive, mavenArchive, winArchive } from './read-archive.js';
import { readPom } from './read-pom.js';
import type { ArchiveDetails } from './readers/archive-details.js';

/** A file to import: what is there, or what is only known of it. */
export interface ArchiveSource {
  readonly filename: string;
  /** A real path, checked before. Undefined: only what is known of the file is kept. */
  readonly path: string | undefined;
  /** Left out: they are computed. */
  readonly digest?: { readonly size: number; readonly checksum: string; readonly kind: 'md5' | 'sha256' };
  /** What a content generator says of the file. */
  readonly info?: GeneratorMetadata & { readonly extra?: WireValue };
}

export interface ArchiveDestination {
  readonly build: Build;
  /** The name of a build type. */
  readonly type: string;
  /** Read when the archive has its id already, which bad details use up, as with Koji. */
  readonly details: () => ArchiveDetails;
  readonly buildrootId: number | null;
}

/**
 * Makes a file part of a build: its rows, and the file below the folder of its build type. Checks no permission.
 * Throws GenericError for a draft, a name without a kind of archives, and a file that is there already; ImportError
 * when the build is not of the type; BuildError when a POM contradicts what is said of it.
 */
export async function importArchive(
  ctx: Context,
  source: ArchiveSource,
  { build, type, details: readDetails, buildrootId }: ArchiveDestination,
): Promise<Archive> {
  if (build.draft) throw new GenericError('Draft build not supported');
  const { filename, path, info } = source;
  const digest = source.digest ?? (await digestOf(path!));
  const kind = (await findArchiveType(
    ctx,
    { name: () => undefined, filename: () => filename },
    { strict: true },
  ))!;
  const btype = await lookupName(ctx, 'btype', type);
  if (btype === undefined) throw new BuildError(`unsupported build type: ${type}`);
  await ctx.db.lockRows(sql`SELECT id FROM build WHERE id = ${build.id}`);
  const types = await buildType(ctx, build.id, { strict: true });
  if (!Object.hasOwn(types!, btype.name)) {
    throw new ImportError(`Build does not have type ${btype.name}`);
  }
  const row = {
    buildroot_id: buildrootId,
    build_id: build.id,
    filename,
    size: digest.size,
    checksum: digest.checksum,
    checksum_type: CHECKSUM_TYPES[digest.kind],
    ...(path === undefined && { metadata_only: true }),
    type_id: kind.id,
    btype_id: btype.id,
    ...(info?.extra != null && { extra: pythonJson(info.extra) }),
  };
  const news = { type: 'archive' as const, build: { ...build }, build_type: type, filepath: path ?? null };
  await ctx.emit('preImport', { ...news, archive: row, fileinfo: info ?? {} });

  const id = await ctx.db.nextId('archiveinfo');
  const details = readDetails();
  await assertDetails(ctx, build, source, kind.name, details);
  const folder = archiveFolder(ctx, build, btype.name, details);
  const existing = (await isKnown(ctx, build, btype, filename, folder)) ? 'refuse' : 'replace';
  await ctx.db.insert('archiveinfo', { ...row, id });
  await insertDetails(ctx, id, details);
  if (path !== undefined) {
    const destination = join(folder, filename);
    await placeFile(ctx, path, destination, { existing, failure: 'Error importing archive file,' });
    if (details.type === 'maven') await writeMavenSums(ctx, destination);
  }
  const archive = await getArchive(ctx, { id, shown: String(id) });
  await ctx.emit('postImport', { ...news, archive: { ...archive }, fileinfo: info ?? {} });
  return archive;
}

async function digestOf(path: string): Promise<NonNullable<ArchiveSource['digest']>> {
  return { size: (await stat(path)).size, checksum: await hashOf(path, 'sha256'), kind: 'sha256' };
}

async function hashOf(path: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of chunks(createReadStream(path))) hash.update(chunk);
  return hash.digest('hex');
}

async function assertDetails(
  ctx: Context,
  build: Build,
  { filename, path }: ArchiveSource,
  kind: string,
  details: ArchiveDetails,
): Promise<void> {
  if (details.type === 'win' && (await winBuild(ctx, build.id)) === undefined) {
    throw new GenericError(`no such Windows build: ${build.nvr}`);
  }
  if (details.type !== 'maven') return;
  if ((await mavenBuild(ctx, build.id)) === undefined) {
    throw new GenericError(`no such maven build: ${build.nvr}`);
  }
  if (kind !== 'pom' || path === undefined) return;
  const [said, found] = [mavenLabel(details), mavenLabel(await readPom(path))];
  if (said !== found) {
    throw new BuildError(
      `Maven info from .pom file (${found}) does not match user-supplied typeInfo (${said})`,
    );
  }
  if (filename !== `${details.artifact_id}-${details.version}.pom`) {
    throw new BuildError(`Maven info (${said}) is not consistent with pom filename (${filename})`);
  }
}

function mavenLabel({ group_id, artifact_id, version }: MavenArtifact): string {
  return `${group_id}-${artifact_id}-${version}`;
}

/* Whether a row says that this very file was committed. The folder of other types is not stored: any of the name counts. */
async function isKnown(
  ctx: Context,
  build: Build,
  btype: { readonly id: number; readonly name: string },
  filename: string,
  folder: string,
): Promise<boolean> {
  const ids = await ctx.db.column<number>(sql`
    SELECT id FROM archiveinfo
    WHERE build_id = ${build.id} AND btype_id = ${btype.id} AND filename = ${filename}`);
  for (const id of ids) {
    const [maven, win] = [await mavenArchive(ctx, id), await winArchive(ctx, id)];
    if (maven && archiveFolder(ctx, build, btype.name, { type: 'maven', ...maven }) !== folder) continue;
    if (win && archiveFolder(ctx, build, btype.name, { type: 'win', ...win }) !== folder) continue;
    return true;
  }
  return false;
}

async function insertDetails(ctx: Context, id: number, details: ArchiveDetails): Promise<void> {
  if (details.type === 'other') return;
  const { type, ...columns } = details;
  await ctx.db.insert(`${type}_archives`, { ...columns, archive_id: id });
}

/** Writes the checksums that clients of Maven look for beside a file. */
export async function writeMavenSums(ctx: Context, path: string): Promise<void> {
  for (const algorithm of ['md5', 'sha1']) {
    const sums = `${path}.${algorithm}`;
    ctx.onUndo(() => rm(sums, { force: true }));
    const sum = await hashOf(path, algorithm);
    await namingFullDisk(sums, () => writeFile(sums, sum, { flush: true }));
  }
}
