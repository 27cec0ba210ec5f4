import { integer, newEvent, reference, serial, text } from '../../schema/columns.js';
import { table } from '../../schema/table.js';

export const buildrootTables = [
  table(
    'buildroot',
    {
      id: serial(),
      br_type: integer(),
      cg_id: reference('content_generator', { nullable: true }),
      cg_version: text({ nullable: true }),
      container_type: text({ nullable: true }),
      container_arch: text({ nullable: true }),
      host_os: text({ nullable: true }),
      host_arch: text({ nullable: true }),
      extra: text({ nullable: true }),
    },
    {
      checks: {
        cg_sane: '(cg_id IS NULL AND cg_version IS NULL) OR (cg_id IS NOT NULL AND cg_version IS NOT NULL)',
        container_sane:
          '(container_type IS NULL AND container_arch IS NULL)' +
          ' OR (container_type IS NOT NULL AND container_arch IS NOT NULL)',
      },
    },
  ),
  table('standard_buildroot', {
    buildroot_id: reference('buildroot', { primaryKey: true }),
    host_id: reference('host'),
    repo_id: reference('repo'),
    task_id: reference('task'),
    create_event: reference('events', { default: newEvent }),
    retire_event: integer({ nullable: true }),
    state: integer({ nullable: true }),
  }),
  table(
    'buildroot_tools_info',
    { buildroot_id: reference('buildroot'), tool: text(), version: text() },
    { primaryKey: ['buildroot_id', 'tool'] },
  ),
];
