import {
  boolean,
  float,
  integer,
  now,
  reference,
  serial,
  text,
  timestamp,
  varchar,
} from '../../schema/columns.js';
import { historyColumns, historyRules } from '../../schema/history.js';
import { table } from '../../schema/table.js';

const configRules = historyRules(['host_id']);

/** Builders, the channels that they listen to, and the tasks that they run. */
export const hostTables = [
  table('channels', {
    id: serial(),
    name: varchar(128, { unique: true }),
    description: text({ nullable: true }),
    enabled: boolean({ default: true }),
    comment: text({ nullable: true }),
  }),
  table('host', {
    id: serial(),
    user_id: reference('users'),
    name: varchar(128, { unique: true }),
    update_time: timestamp({ nullable: true }),
    task_load: float({ default: 0.0, check: 'NOT task_load < 0' }),
    ready: boolean({ default: false }),
  }),
  table(
    'host_config',
    {
      host_id: reference('host'),
      arches: text({ nullable: true }),
      capacity: float({ default: 2.0, check: 'capacity > 1' }),
      description: text({ nullable: true }),
      comment: text({ nullable: true }),
      enabled: boolean({ default: true }),
      ...historyColumns,
    },
    { ...configRules, indexes: { host_config_by_active_and_enabled: { on: ['active', 'enabled'] } } },
  ),
  table(
    'host_channels',
    { host_id: reference('host'), channel_id: reference('channels'), ...historyColumns },
    historyRules(['host_id', 'channel_id']),
  ),
  table(
    'task',
    {
      id: serial(),
      state: integer({ nullable: true }),
      create_time: timestamp({ default: now }),
      start_time: timestamp({ nullable: true }),
      completion_time: timestamp({ nullable: true }),
      channel_id: reference('channels'),
      host_id: reference('host', { nullable: true }),
      parent: reference('task', { nullable: true }),
      label: varchar(255, { nullable: true }),
      waiting: boolean({ nullable: true }),
      awaited: boolean({ nullable: true }),
      owner: reference('users'),
      method: text({ nullable: true }),
      request: text({ nullable: true }),
      result: text({ nullable: true }),
      eta: integer({ nullable: true }),
      arch: varchar(16),
      priority: integer({ nullable: true }),
      weight: float({ default: 1.0, check: 'NOT weight < 0' }),
    },
    {
      checks: { parent_label_sane: 'parent IS NOT NULL OR label IS NULL' },
      unique: [['parent', 'label']],
      indexes: {
        task_by_state: { on: ['state'] },
        task_by_host: { on: ['host_id'] },
        task_by_no_parent_state_method: { on: ['parent', 'state', 'method'], where: 'parent IS NULL' },
      },
    },
  ),
];

export const channelRows = [
  'default',
  'createrepo',
  'maven',
  'livecd',
  'appliance',
  'vm',
  'image',
  'livemedia',
].map((name) => ({ name }));
