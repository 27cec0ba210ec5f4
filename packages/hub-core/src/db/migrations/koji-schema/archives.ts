import { bigint, boolean, integer, reference, serial, text, varchar } from '../../schema/columns.js';
import { table } from '../../schema/table.js';

/** Files of builds that are no RPMs. */
export const archiveTables = [
  table('archivetypes', {
    id: serial(),
    name: text({ unique: true }),
    description: text(),
    extensions: text(),
    compression_type: text({ nullable: true }),
  }),
  table(
    'archiveinfo',
    {
      id: serial(),
      type_id: reference('archivetypes'),
      btype_id: reference('btype', { nullable: true }),
      build_id: reference('build'),
      buildroot_id: reference('buildroot', { nullable: true }),
      filename: text(),
      size: bigint(),
      checksum: text(),
      checksum_type: integer(),
      metadata_only: boolean({ default: false }),
      extra: text({ nullable: true }),
    },
    {
      indexes: {
        archiveinfo_build_idx: { on: ['build_id'] },
        archiveinfo_buildroot_idx: { on: ['buildroot_id'] },
        archiveinfo_type_idx: { on: ['type_id'] },
        archiveinfo_filename_idx: { on: ['filename'] },
      },
    },
  ),
  table('maven_archives', {
    archive_id: reference('archiveinfo', { primaryKey: true }),
    group_id: text(),
    artifact_id: text(),
    version: text(),
  }),
  table('image_archives', { archive_id: reference('archiveinfo', { primaryKey: true }), arch: varchar(16) }),
  table(
    'archive_rpm_components',
    { archive_id: reference('archiveinfo'), rpm_id: reference('rpminfo') },
    { unique: [['archive_id', 'rpm_id']], indexes: { rpm_components_idx: { on: ['rpm_id'] } } },
  ),
  table(
    'archive_components',
    { archive_id: reference('archiveinfo'), component_id: reference('archiveinfo') },
    {
      unique: [['archive_id', 'component_id']],
      indexes: { archive_components_idx: { on: ['component_id'] } },
    },
  ),
  table(
    'buildroot_archives',
    { buildroot_id: reference('buildroot'), archive_id: reference('archiveinfo'), project_dep: boolean() },
    {
      primaryKey: ['buildroot_id', 'archive_id'],
      indexes: { buildroot_archives_archive_idx: { on: ['archive_id'] } },
    },
  ),
  table('win_archives', {
    archive_id: reference('archiveinfo', { primaryKey: true }),
    relpath: text(),
    platforms: text(),
    flags: text({ nullable: true }),
  }),
];
