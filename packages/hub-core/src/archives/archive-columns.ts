import sql, { type Sql } from 'sql-template-tag';

type Columns = Readonly<Record<string, Sql>>;

/** The tables that {@link archiveColumns} reads. */
export const archiveTables = sql`archiveinfo
  JOIN archivetypes ON archiveinfo.type_id = archivetypes.id
  JOIN btype ON archiveinfo.btype_id = btype.id`;

/** What is stored of every archive, but its further data. */
export const storedColumns: Columns = {
  id: sql`archiveinfo.id`,
  type_id: sql`archiveinfo.type_id`,
  btype_id: sql`archiveinfo.btype_id`,
  btype: sql`btype.name`,
  build_id: sql`archiveinfo.build_id`,
  buildroot_id: sql`archiveinfo.buildroot_id`,
  filename: sql`archiveinfo.filename`,
  size: sql`archiveinfo.size`,
  checksum: sql`archiveinfo.checksum`,
  checksum_type: sql`archiveinfo.checksum_type`,
  metadata_only: sql`archiveinfo.metadata_only`,
};

/** What every answer about an archive has. */
export const archiveColumns: Columns = {
  ...storedColumns,
  extra: sql`archiveinfo.extra`,
  type_name: sql`archivetypes.name`,
  type_description: sql`archivetypes.description`,
  type_extensions: sql`archivetypes.extensions`,
  compression_type: sql`archivetypes.compression_type`,
};

/** What is known of archives of Maven beside that. */
export const mavenColumns = {
  group_id: sql`maven_archives.group_id`,
  artifact_id: sql`maven_archives.artifact_id`,
  version: sql`maven_archives.version`,
} satisfies Columns;

/** The same of archives of Windows. */
export const winColumns = {
  relpath: sql`win_archives.relpath`,
  platforms: sql`win_archives.platforms`,
  flags: sql`win_archives.flags`,
} satisfies Columns;

/** The same of images. */
export const imageColumns = { arch: sql`image_archives.arch` } satisfies Columns;
