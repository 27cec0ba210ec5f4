import {
  boolean,
  integer,
  jsonb,
  newEvent,
  now,
  reference,
  serial,
  text,
  timestamp,
} from '../../schema/columns.js';
import { historyColumns, historyRules } from '../../schema/history.js';
import { table } from '../../schema/table.js';

/** Build targets, repos of tags, requests for repos, and repos of others. */
export const repoTables = [
  table('build_target', { id: serial(), name: text({ unique: true }) }),
  table(
    'build_target_config',
    {
      build_target_id: reference('build_target'),
      build_tag: reference('tag'),
      dest_tag: reference('tag'),
      ...historyColumns,
    },
    historyRules(['build_target_id']),
  ),
  // A repo may be made from an old event: `create_event` is what it shows, `creation_time` when it was made.
  table('repo', {
    id: serial(),
    creation_time: timestamp({ nullable: true, default: now }),
    create_event: reference('events', { default: newEvent }),
    state_time: timestamp({ nullable: true, default: now }),
    begin_event: reference('events', { nullable: true }),
    end_event: reference('events', { nullable: true }),
    tag_id: reference('tag'),
    state: integer({ nullable: true }),
    dist: boolean({ nullable: true, default: false }),
    opts: jsonb({ nullable: true }),
    custom_opts: jsonb({ nullable: true }),
    task_id: reference('task', { nullable: true }),
  }),
  table(
    'repo_queue',
    {
      id: serial(),
      create_time: timestamp({ default: now }),
      owner: reference('users'),
      priority: integer(),
      tag_id: reference('tag'),
      at_event: reference('events', { nullable: true }),
      min_event: reference('events', { nullable: true }),
      opts: jsonb(),
      update_time: timestamp({ default: now }),
      active: boolean({ default: true }),
      task_id: reference('task', { nullable: true }),
      tries: integer({ default: 0 }),
      repo_id: reference('repo', { nullable: true }),
    },
    {
      checks: {
        only_one_event: 'at_event IS NULL OR min_event IS NULL',
        active_sane: 'NOT active OR repo_id IS NULL',
      },
    },
  ),
  table('external_repo', { id: serial(), name: text({ unique: true }) }),
  table(
    'external_repo_config',
    { external_repo_id: reference('external_repo'), url: text(), ...historyColumns },
    historyRules(['external_repo_id']),
  ),
  table(
    'external_repo_data',
    { external_repo_id: reference('external_repo'), data: jsonb({ nullable: true }), ...historyColumns },
    historyRules(['external_repo_id']),
  ),
  table(
    'tag_external_repos',
    {
      tag_id: reference('tag'),
      external_repo_id: reference('external_repo'),
      priority: integer(),
      merge_mode: text({ default: 'koji' }),
      arches: text({ nullable: true }),
      ...historyColumns,
    },
    historyRules(
      ['tag_id', 'priority'],
      [
        ['tag_id', 'priority'],
        ['tag_id', 'external_repo_id'],
      ],
    ),
  ),
];

/** Our own RPMs belong to this one, so that unique keys may count on a value. */
export const externalRepoRows = [{ id: 0, name: 'INTERNAL' }];
