import {
  boolean,
  clock,
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

/** Events put history in order, even when the clock is set back. */
export const eventTables = [
  table('events', { id: serial(), time: timestamp({ default: clock }) }),
  table('event_labels', { event_id: reference('events'), label: varchar(255, { unique: true }) }),
];

export const userTables = [
  table('users', {
    id: serial(),
    name: varchar(255, { unique: true }),
    password: varchar(255, { nullable: true }),
    status: integer(),
    usertype: integer(),
  }),
  table(
    'user_krb_principals',
    { user_id: reference('users'), krb_principal: varchar(255, { unique: true }) },
    { primaryKey: ['user_id', 'krb_principal'] },
  ),
  table('permissions', {
    id: serial(),
    name: varchar(50, { unique: true }),
    description: text({ nullable: true }),
  }),
  table(
    'user_perms',
    { user_id: reference('users'), perm_id: reference('permissions'), ...historyColumns },
    historyRules(['user_id', 'perm_id']),
  ),
  // A group is a user of another type.
  table(
    'user_groups',
    { user_id: reference('users'), group_id: reference('users'), ...historyColumns },
    historyRules(['user_id', 'group_id']),
  ),
  // `exclusive` is true or null, so that the unique key allows one exclusive session per user.
  table(
    'sessions',
    {
      id: serial(),
      user_id: reference('users'),
      expired: boolean({ default: false }),
      master: reference('sessions', { nullable: true }),
      key: varchar(255, { nullable: true }),
      authtype: integer({ nullable: true }),
      hostip: varchar(255, { nullable: true }),
      callnum: integer({ nullable: true }),
      start_time: timestamp({ default: now }),
      update_time: timestamp({ default: now }),
      exclusive: boolean({ nullable: true, check: '"exclusive"' }),
      closed: boolean({ default: false }),
      renew_time: timestamp({ nullable: true }),
    },
    {
      checks: {
        no_exclusive_subsessions: 'master IS NULL OR "exclusive" IS NULL',
        no_closed_exclusive: 'closed IS FALSE OR "exclusive" IS NULL',
      },
      unique: [['user_id', 'exclusive']],
      indexes: {
        sessions_master: { on: ['master'] },
        sessions_active_and_recent: {
          on: ['expired', 'master', 'update_time'],
          where: '(expired = FALSE AND master IS NULL)',
        },
        sessions_expired: { on: ['expired'] },
      },
    },
  ),
];

export const permissionRows = [
  { name: 'admin', description: 'Full administrator access. Perform all actions.' },
  { name: 'appliance', description: 'Create appliance builds - deprecated.' },
  { name: 'dist-repo', description: 'Create a dist-repo.' },
  { name: 'host', description: 'Add, remove, enable, disable hosts and channels.' },
  { name: 'image', description: 'Start image tasks.' },
  { name: 'image-import', description: 'Import image archives.' },
  { name: 'livecd', description: 'Start livecd tasks.' },
  { name: 'maven-import', description: 'Import maven archives.' },
  { name: 'repo', description: 'Manage repos: newRepo, repoExpire, repoDelete, repoProblem.' },
  { name: 'sign', description: 'Import RPM signatures and write signed RPMs.' },
  { name: 'tag', description: 'Manage packages in tags: add, block, remove, and clone tags.' },
  { name: 'target', description: 'Add, edit, and remove targets.' },
  {
    name: 'win-admin',
    description: 'The default hub policy rule for "vm" requires this permission to trigger Windows builds.',
  },
  { name: 'win-import', description: 'Import win archives.' },
  {
    name: 'draft-promoter',
    description:
      'The permission required in the default "draft_promotion" hub policy rule to promote draft build.',
  },
];
