import sql from 'sql-template-tag';
import {
  GenericError,
  type Archive,
  type ImageArchive,
  type MavenArchive,
  type WinArchive,
} from '@kojikit/protocol';
import { wholeListing } from '../query/listing.js';
import type { Context } from '../ground/context.js';
import { listArchives } from './list-archives.js';
import type { ArchiveId } from './readers/archive-id.js';

/** An archive with everything that is known of it, or undefined. */
export async function findArchive(ctx: Context, id: ArchiveId['id']): Promise<Archive | undefined> {
  const [archive] = await wholeListing(listArchives(ctx, { archive: id }));
  if (archive === undefined) return undefined;
  // With nil Koji answers the first archive of all, without what only its number would lead to.
  return { ...archive, ...(id !== undefined && (await allDetails(ctx, archive.id))) };
}

interface StoredDetails extends Omit<MavenArchive & WinArchive, 'archive_id'> {
  readonly is_maven: number | null;
  readonly is_win: number | null;
  readonly is_image: number | null;
  readonly arch: string;
  readonly rpms: number;
}

/* What is known of an archive as one of each type, in one query: pages ask for it twice. */
async function allDetails(ctx: Context, id: number): Promise<Partial<Archive>> {
  const row = await ctx.db.first<StoredDetails>(sql`
    SELECT maven_archives.archive_id AS is_maven, win_archives.archive_id AS is_win,
      image_archives.archive_id AS is_image, group_id, artifact_id, version, relpath, platforms, flags, arch,
      (SELECT COUNT(*) FROM archive_rpm_components AS rpms WHERE rpms.archive_id = image_archives.archive_id) AS rpms
    FROM archiveinfo
      LEFT JOIN maven_archives ON maven_archives.archive_id = archiveinfo.id
      LEFT JOIN win_archives ON win_archives.archive_id = archiveinfo.id
      LEFT JOIN image_archives ON image_archives.archive_id = archiveinfo.id
    WHERE archiveinfo.id = ${id}`);
  if (row === undefined) return {};
  const { group_id, artifact_id, version, relpath, platforms, flags, arch, rpms } = row;
  return {
    ...(row.is_maven !== null && { group_id, artifact_id, version }),
    ...(row.is_win !== null && { relpath, platforms, flags }),
    ...(row.is_image !== null && { arch, rootid: rpms > 0 }),
  };
}

/** {@link findArchive}; throws GenericError `No such archive: <id>` when there is none. */
export async function getArchive(ctx: Context, { id, shown }: ArchiveId): Promise<Archive> {
  const archive = await findArchive(ctx, id);
  if (archive === undefined) throw new GenericError(`No such archive: ${shown}`);
  return archive;
}

/** What is known of an archive as one of a Maven build, or undefined. */
export async function mavenArchive(ctx: Context, id: ArchiveId['id']): Promise<MavenArchive | undefined> {
  if (id === undefined) return undefined;
  return ctx.db.first<MavenArchive>(sql`
    SELECT archive_id, group_id, artifact_id, version FROM maven_archives
    WHERE archive_id = ${id}`);
}

/** What is known of an archive as one of a Windows build, or undefined. */
export async function winArchive(ctx: Context, id: ArchiveId['id']): Promise<WinArchive | undefined> {
  if (id === undefined) return undefined;
  return ctx.db.first<WinArchive>(sql`
    SELECT archive_id, relpath, platforms, flags FROM win_archives WHERE archive_id = ${id}`);
}

/** What is known of an archive as one of an image build, or undefined. */
export async function imageArchive(ctx: Context, id: ArchiveId['id']): Promise<ImageArchive | undefined> {
  if (id === undefined) return undefined;
  const row = await ctx.db.first<{ archive_id: number; arch: string; rpms: number }>(sql`
    SELECT archive_id, arch,
      (SELECT COUNT(*) FROM archive_rpm_components AS rpms WHERE rpms.archive_id = image_archives.archive_id) AS rpms
    FROM image_archives WHERE archive_id = ${id}`);
  return row && { archive_id: row.archive_id, arch: row.arch, rootid: row.rpms > 0 };
}
