import { join } from 'node:path';
import { GenericError, type Archive, type ArchiveFile, type Build, type WireValue } from '@kojikit/protocol';
import { getBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { applyOptions } from '../query/apply-options.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import { faultText } from '../rpc/fault-text.js';
import { archiveContents } from './archive-contents.js';
import { archiveFolder, innerPath } from './archive-folder.js';
import { getArchive } from './read-archive.js';
import type { ArchiveDetails } from './readers/archive-details.js';
import type { ArchiveId } from './readers/archive-id.js';
import { compression } from './readers/new-archive-type.js';

/**
 * The files in an archive; none when its own file is not there, or not where files of its build type are (which folder a
 * content generator has chosen below that, nobody knows any more). Throws GenericError `No such archive: <id>`, and
 * CallerMistake for an archive that cannot be read.
 * @param options.strict throw GenericError `Unsupported archive type: <type>` for what cannot be looked into.
 */
export async function listArchiveFiles(
  ctx: Context,
  id: ArchiveId,
  { strict, options }: { readonly strict: boolean; readonly options: QueryOptions | null },
): Promise<ArchiveFile[] | number> {
  const files: ArchiveFile[] = [];
  for await (const file of filesOf(ctx, id, strict)) files.push(file);
  return applyOptions(files, options);
}

/**
 * One file in an archive, or undefined. Throws as {@link listArchiveFiles}, and when `strict` GenericError
 * `No such file: <name> in archive#<id>`.
 */
export async function findArchiveFile(
  ctx: Context,
  id: ArchiveId,
  name: WireValue,
  { strict }: { readonly strict: boolean },
): Promise<ArchiveFile | undefined> {
  for await (const file of filesOf(ctx, id, strict)) if (file.name === name) return file;
  if (strict) throw new GenericError(faultText`No such file: ${name} in archive#${id.shown}`);
  return undefined;
}

async function* filesOf(
  ctx: Context,
  id: ArchiveId,
  strict: boolean,
): AsyncGenerator<ArchiveFile, void, undefined> {
  const archive = await getArchive(ctx, id);
  if (archive.compression_type === null) {
    if (strict) throw new GenericError(`Unsupported archive type: ${archive.type_name}`);
    return;
  }
  yield* filesOfArchive(ctx, archive, await getBuild(ctx, archive.build_id));
}

/**
 * The files in an archive of a build; none when its own file is not there or is nothing that can be looked into. Throws
 * CallerMistake for an archive that cannot be read.
 */
export async function* filesOfArchive(
  ctx: Context,
  archive: Archive,
  build: Build,
): AsyncGenerator<ArchiveFile, void, undefined> {
  if (archive.compression_type === null) return;
  const folder = archiveFolder(ctx, build, archive.btype, storedDetails(archive));
  const { filename } = archive;
  // Whoever waits for the database need not wait for the disk.
  if (!ctx.db.dirty) await ctx.db.release();
  const path = join(folder, innerPath(filename));
  for await (const member of archiveContents({ path, filename }, compression(archive.compression_type))) {
    yield { archive_id: archive.id, ...member };
  }
}

/* What getArchive has read already; the folder follows from it. */
function storedDetails(archive: Archive): ArchiveDetails {
  const known = (name: keyof Archive) => {
    const value = archive[name];
    if (value === undefined) throw new GenericError('query returned no rows');
    return typeof value === 'string' ? value : '';
  };
  switch (archive.btype) {
    case 'maven':
      return {
        type: 'maven',
        group_id: known('group_id'),
        artifact_id: known('artifact_id'),
        version: known('version'),
      };
    case 'win':
      return { type: 'win', relpath: known('relpath'), platforms: known('platforms'), flags: known('flags') };
    case 'image':
      return { type: 'image', arch: known('arch') };
    default:
      return { type: 'other', subdir: '' };
  }
}
