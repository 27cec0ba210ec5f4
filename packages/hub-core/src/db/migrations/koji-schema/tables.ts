import type { Table } from '../../schema/table.js';
import { archiveTables } from './archives.js';
import { buildrootTables } from './buildroots.js';
import { buildTables } from './builds.js';
import { groupTables } from './groups.js';
import { hostTables } from './hosts.js';
import { notificationTables } from './notifications.js';
import { repoTables } from './repos.js';
import { rpmTables } from './rpms.js';
import { schedulerTables } from './scheduler.js';
import { tagTables } from './tags.js';
import { eventTables, userTables } from './users.js';

/** Koji's tables. Each comes after the ones that it refers to. */
export const kojiTables: readonly Table[] = [
  ...eventTables,
  ...userTables,
  ...hostTables,
  ...buildTables,
  ...tagTables,
  ...repoTables,
  ...buildrootTables,
  ...groupTables,
  ...rpmTables,
  ...notificationTables,
  ...archiveTables,
  ...schedulerTables,
];
