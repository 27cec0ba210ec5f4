/**
 * The schema-upgrade files of Koji's releases in their order, with the tables and columns (`table.column`) by which one sees
 * that each was run; some bring only rows and indexes. Files newer than these bring rows alone.
 */
export const SCHEMA_UPGRADES: readonly { readonly file: string; readonly brings: readonly string[] }[] = [
  { file: 'schema-upgrade-1.18-1.19.sql', brings: ['tag_package_owners', 'user_krb_principals'] },
  { file: 'schema-upgrade-1.19-1.20.sql', brings: [] },
  { file: 'schema-upgrade-1.20-1.21.sql', brings: [] },
  { file: 'schema-upgrade-1.21-1.22.sql', brings: [] },
  { file: 'schema-upgrade-1.22-1.23.sql', brings: ['proton_queue'] },
  { file: 'schema-upgrade-1.23-1.24.sql', brings: ['tag_external_repos.arches'] },
  { file: 'schema-upgrade-1.24-1.25.sql', brings: ['repo.task_id'] },
  {
    file: 'schema-upgrade-1.25-1.26.sql',
    brings: ['channels.description', 'channels.enabled', 'channels.comment'],
  },
  { file: 'schema-upgrade-1.27-1.28.sql', brings: ['permissions.description'] },
  { file: 'schema-upgrade-1.28-1.29.sql', brings: [] },
  { file: 'schema-upgrade-1.29-1.30.sql', brings: ['archivetypes.compression_type'] },
  { file: 'schema-upgrade-1.30-1.31.sql', brings: [] },
  { file: 'schema-upgrade-1.31-1.32.sql', brings: ['sessions.closed', 'rpm_checksum'] },
  {
    file: 'schema-upgrade-1.32-1.33.sql',
    brings: ['sessions.renew_time', 'host.update_time', 'locks'],
  },
  {
    file: 'schema-upgrade-1.33-1.34.sql',
    brings: [
      'scheduler_task_runs',
      'scheduler_host_data',
      'scheduler_sys_data',
      'scheduler_task_refusals',
      'scheduler_log_messages',
      'build.draft',
      'build.promotion_time',
      'build.promoter',
      'rpminfo.draft',
    ],
  },
  {
    file: 'schema-upgrade-1.34-1.35.sql',
    brings: [
      'repo.creation_time',
      'repo.state_time',
      'repo.begin_event',
      'repo.end_event',
      'repo.opts',
      'repo.custom_opts',
      'repo_queue',
      'external_repo_data',
    ],
  },
];

/**
 * The upgrade files that a database without these tables and columns still needs, in their order; empty where none of them
 * brings what is missing.
 */
export function neededUpgrades(missing: readonly string[]): string[] {
  const first = SCHEMA_UPGRADES.findIndex(({ brings }) => brings.some((name) => missing.includes(name)));
  return first < 0 ? [] : SCHEMA_UPGRADES.slice(first).map(({ file }) => file);
}
