import {
  boolean,
  integer,
  newEvent,
  reference,
  serial,
  text,
  timestamp,
  varchar,
} from '../../schema/columns.js';
import { historyColumns, historyRules } from '../../schema/history.js';
import { table } from '../../schema/table.js';

export const buildTables = [
  table('package', { id: serial(), name: text({ unique: true }) }),
  table('volume', { id: serial(), name: text({ unique: true }) }),
  table('content_generator', { id: serial(), name: text({ unique: true }) }),
  table(
    'build',
    {
      id: serial(),
      volume_id: reference('volume'),
      pkg_id: reference('package', { deferrable: true }),
      version: text(),
      release: text(),
      epoch: integer({ nullable: true }),
      draft: boolean({ default: false }),
      source: text({ nullable: true }),
      create_event: reference('events', { default: newEvent }),
      start_time: timestamp({ nullable: true }),
      completion_time: timestamp({ nullable: true }),
      promotion_time: timestamp({ nullable: true }),
      state: integer(),
      task_id: reference('task', { nullable: true }),
      owner: reference('users'),
      promoter: reference('users', { nullable: true }),
      cg_id: reference('content_generator', { nullable: true }),
      extra: text({ nullable: true }),
    },
    {
      namedUnique: {
        build_pkg_ver_rel: ['pkg_id', 'version', 'release'],
        // For the foreign key of rpminfo, which repeats the draft flag.
        draft_for_rpminfo: ['id', 'draft'],
      },
      checks: {
        completion_sane:
          '(state = 0 AND completion_time IS NULL) OR (state <> 0 AND completion_time IS NOT NULL)',
        promotion_sane: 'NOT draft OR (promotion_time IS NULL AND promoter IS NULL)',
        draft_release_sane: {
          postgresql: "NOT draft OR release ~ ('^.*,draft_' || id::TEXT || '$')",
          sqlite: "NOT draft OR substr(release, -length(',draft_' || id)) = ',draft_' || id",
        },
      },
      indexes: { build_by_pkg_id: { on: ['pkg_id'] }, build_completion: { on: ['completion_time'] } },
    },
  ),
  table('btype', { id: serial(), name: text({ unique: true }) }),
  table(
    'build_types',
    { build_id: reference('build'), btype_id: reference('btype') },
    { primaryKey: ['build_id', 'btype_id'] },
  ),
  table(
    'build_reservations',
    { build_id: reference('build'), token: varchar(64, { nullable: true }), created: timestamp() },
    { primaryKey: ['build_id'], indexes: { build_reservations_created: { on: ['created'] } } },
  ),
  table(
    'cg_users',
    { cg_id: reference('content_generator'), user_id: reference('users'), ...historyColumns },
    historyRules(['cg_id', 'user_id']),
  ),
  table('image_builds', { build_id: reference('build', { primaryKey: true }) }),
  table('maven_builds', {
    build_id: reference('build', { primaryKey: true }),
    group_id: text(),
    artifact_id: text(),
    version: text(),
  }),
  table('win_builds', { build_id: reference('build', { primaryKey: true }), platform: text() }),
];

/** Builds and files under the default volume are where `volumes/` is not in the path. */
export const volumeRows = [{ id: 0, name: 'DEFAULT' }];

export const buildTypeRows = ['rpm', 'maven', 'win', 'image'].map((name) => ({ name }));
