import { anyone } from '../auth/access.js';
import { checkedText, listOf } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { countByState, listBuildDays } from './count-builds.js';
import { countByHost } from './count-by-host.js';
import { countByTarget } from './count-by-target.js';
import { countByUser } from './count-by-user.js';
import { listChannelHealth } from './list-channel-health.js';
import { listFailures } from './list-failures.js';
import { listTaskTimes } from './list-task-times.js';
import { oneOf, orderBy } from './readers/one-of.js';
import { within } from './readers/within.js';

const MOST_ROWS = 1000;
const A_YEAR = 366;
const A_MONTH = 31;
const limit = optional(within(1, MOST_ROWS), 50);
const part = {
  order: optional(orderBy('name', 'count'), '-count'),
  offset: optional(within(0, 1_000_000_000), 0),
  limit,
};
const sinceEver = optional(within(0, 36_600));
const arches = optional(listOf(checkedText));

/** Counts and shares, made where the rows are. */
export const reportMethods: Method[] = [
  method('reports.countByUser', {
    params: { what: oneOf('builds', 'packages', 'tasks'), ...part },
    access: anyone,
    doc: 'How many builds, tasks or packages in tags each user has, with rows, largest count and sum of the whole list.',
    handler: (ctx, { what, ...window }) => countByUser(ctx, what, window),
  }),
  method('reports.countByHost', {
    params: { what: oneOf('tasks', 'rpms'), host_arches: arches, rpm_arches: arches, ...part },
    access: anyone,
    doc: 'How many tasks each host had, or RPMs were built on it, with rows, largest count and sum of the whole list.',
    handler: (ctx, { what, host_arches: hostArches, rpm_arches: rpmArches, ...window }) =>
      countByHost(ctx, { what, hostArches, rpmArches }, window),
  }),
  method('reports.countByTarget', {
    params: { days: sinceEver, ...part },
    access: anyone,
    doc: 'How many build tasks ended for each target in the last days, or ever.',
    handler: (ctx, { days, ...window }) => countByTarget(ctx, days, window),
  }),
  method('reports.countByState', {
    params: { days: sinceEver },
    access: anyone,
    doc: 'How many builds with a task were completed, failed and were canceled in the last days, or ever.',
    handler: (ctx, { days }) => countByState(ctx, days),
  }),
  method('reports.listBuildDays', {
    params: { days: optional(within(1, A_YEAR), 30) },
    access: anyone,
    doc: 'How many builds came to which end on each of the last days (in UTC); a day without has no row.',
    handler: (ctx, { days }) => listBuildDays(ctx, days),
  }),
  method('reports.listTaskTimes', {
    params: { days: optional(within(1, A_MONTH), 14), method: optional(checkedText) },
    access: anyone,
    doc: 'Median and 90th percentile of how long the tasks of the last days waited and worked: by method, or of one by day.',
    handler: (ctx, { days, method: name }) => listTaskTimes(ctx, days, name),
  }),
  method('reports.listFailures', {
    params: {
      by: oneOf('package', 'host'),
      days: optional(within(1, A_YEAR), 30),
      order: optional(orderBy('name', 'failed', 'share', 'count'), '-failed'),
      limit,
    },
    access: anyone,
    doc: 'Packages whose builds failed in the last days, or hosts whose buildArch tasks did, with how many ended at all.',
    handler: (ctx, query) => listFailures(ctx, query),
  }),
  method('reports.listChannelHealth', {
    params: { arch: optional(checkedText) },
    access: anyone,
    doc: 'Every channel with the numbers, capacity and load of its hosts, or of those with an arch.',
    handler: (ctx, { arch }) => listChannelHealth(ctx, arch),
  }),
];
