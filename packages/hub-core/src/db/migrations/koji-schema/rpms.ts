import {
  bigint,
  boolean,
  integer,
  reference,
  serial,
  smallint,
  text,
  varchar,
} from '../../schema/columns.js';
import { table } from '../../schema/table.js';

const nvra = ['name', 'version', 'release', 'arch', 'external_repo_id'];

export const rpmTables = [
  table(
    'rpminfo',
    {
      id: serial(),
      build_id: integer({ nullable: true }),
      buildroot_id: reference('buildroot', { nullable: true }),
      name: text(),
      version: text(),
      release: text(),
      epoch: integer({ nullable: true }),
      arch: varchar(16),
      draft: boolean({ nullable: true }),
      external_repo_id: reference('external_repo'),
      payloadhash: text(),
      size: bigint(),
      buildtime: bigint(),
      metadata_only: boolean({ default: false }),
      extra: text({ nullable: true }),
    },
    {
      foreignKeys: [
        {
          columns: ['build_id', 'draft'],
          table: 'build',
          references: ['id', 'draft'],
          onUpdateCascade: true,
        },
      ],
      checks: {
        build_id_draft_external_repo_id_sane:
          '(draft IS NULL AND build_id IS NULL AND external_repo_id <> 0)' +
          ' OR (draft IS NOT NULL AND build_id IS NOT NULL AND external_repo_id = 0)',
      },
      indexes: {
        rpminfo_build: { on: ['build_id'] },
        rpminfo_unique_nvra_not_draft: { on: nvra, unique: true, where: 'draft IS NOT TRUE' },
        rpminfo_nvra: { on: nvra },
        // Searches by file name read this index alone.
        rpminfo_filename: {
          on: ["(name || '-' || version || '-' || release || '.' || arch || '.rpm')"],
          include: ['id'],
        },
      },
    },
  ),
  table(
    'rpmsigs',
    { rpm_id: reference('rpminfo'), sigkey: text(), sighash: text() },
    { namedUnique: { rpmsigs_no_resign: ['rpm_id', 'sigkey'] } },
  ),
  table(
    'buildroot_listing',
    {
      buildroot_id: reference('buildroot'),
      rpm_id: reference('rpminfo'),
      is_update: boolean({ default: false }),
    },
    { unique: [['buildroot_id', 'rpm_id']], indexes: { buildroot_listing_rpms: { on: ['rpm_id'] } } },
  ),
  table(
    'rpm_checksum',
    {
      rpm_id: reference('rpminfo'),
      sigkey: text(),
      checksum: text({ unique: true }),
      checksum_type: smallint(),
    },
    {
      primaryKey: ['rpm_id', 'sigkey', 'checksum_type'],
      indexes: { rpm_checksum_rpm_id: { on: ['rpm_id'] } },
    },
  ),
];
