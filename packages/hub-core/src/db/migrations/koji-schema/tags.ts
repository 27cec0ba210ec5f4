import { boolean, integer, newEvent, reference, serial, text } from '../../schema/columns.js';
import { historyColumns, historyRules } from '../../schema/history.js';
import { table } from '../../schema/table.js';

/** Tags: what they inherit, how they are set, which builds and packages they list. */
export const tagTables = [
  table('tag', { id: serial(), name: text({ unique: true }) }),
  table(
    'tag_inheritance',
    {
      tag_id: reference('tag'),
      parent_id: reference('tag'),
      priority: integer(),
      maxdepth: integer({ nullable: true }),
      intransitive: boolean({ default: false }),
      noconfig: boolean({ default: false }),
      pkg_filter: text({ nullable: true }),
      ...historyColumns,
    },
    {
      ...historyRules(
        ['tag_id', 'priority'],
        [
          ['tag_id', 'priority'],
          ['tag_id', 'parent_id'],
        ],
      ),
      indexes: { tag_inheritance_by_parent: { on: ['parent_id'] } },
    },
  ),
  table(
    'tag_config',
    {
      tag_id: reference('tag'),
      arches: text({ nullable: true }),
      perm_id: reference('permissions', { nullable: true }),
      locked: boolean({ default: false }),
      maven_support: boolean({ default: false }),
      maven_include_all: boolean({ default: false }),
      ...historyColumns,
    },
    historyRules(['tag_id']),
  ),
  table(
    'tag_extra',
    { tag_id: reference('tag'), key: text(), value: text({ nullable: true }), ...historyColumns },
    historyRules(['tag_id', 'key']),
  ),
  // Changes that concern a tag and are in no table with a history.
  table(
    'tag_updates',
    {
      id: serial(),
      tag_id: reference('tag'),
      update_event: reference('events', { default: newEvent }),
      updater_id: reference('users'),
      update_type: integer(),
    },
    { indexes: { tag_updates_by_tag: { on: ['tag_id'] }, tag_updates_by_event: { on: ['update_event'] } } },
  ),
  table(
    'tag_listing',
    { build_id: reference('build'), tag_id: reference('tag'), ...historyColumns },
    { ...historyRules(['build_id', 'tag_id']), indexes: { tag_listing_tag_id_key: { on: ['tag_id'] } } },
  ),
  table(
    'tag_packages',
    {
      package_id: reference('package'),
      tag_id: reference('tag'),
      blocked: boolean({ default: false }),
      extra_arches: text({ nullable: true }),
      ...historyColumns,
    },
    {
      ...historyRules(['package_id', 'tag_id']),
      indexes: {
        tag_packages_active_tag_id: { on: ['active', 'tag_id'] },
        tag_packages_create_event: { on: ['create_event'] },
        tag_packages_revoke_event: { on: ['revoke_event'] },
      },
    },
  ),
  table(
    'tag_package_owners',
    {
      package_id: reference('package'),
      tag_id: reference('tag'),
      owner: reference('users'),
      ...historyColumns,
    },
    historyRules(['package_id', 'tag_id']),
  ),
];
