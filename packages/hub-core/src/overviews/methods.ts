import { anyone } from '../auth/access.js';
import { checkedText, integer, nameOrId, userRef } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { describeSite, listNewest } from './describe-site.js';
import { describeTag } from './describe-tag.js';
import { describeTask } from './describe-task.js';
import { describeUser } from './describe-user.js';

const MOST_ROWS = 50;

export const overviewMethods: Method[] = [
  method('listNewest', {
    params: { rows: optional(integer, 10) },
    access: anyone,
    doc: 'The newest tasks under way, tasks that failed, and builds; of the caller tasks and builds in whatever state.',
    handler: (ctx, { rows }) => listNewest(ctx, within(rows)),
  }),
  method('describeSite', {
    params: {
      rows: optional(integer, 10),
      package_order: optional(checkedText, 'package_name'),
      package_start: optional(integer, 0),
    },
    access: anyone,
    doc: 'What is under way, failed and waits, the newest builds and the hosts; of the caller tasks, builds and packages.',
    handler: (ctx, { rows, package_order: order, package_start: start }) =>
      describeSite(ctx, { rows: within(rows), order, start }),
  }),
  method('describeTask', {
    params: { taskID: integer },
    access: anyone,
    doc: 'A task with those below it, its parent, its result, what it made, and why it failed or does not go on.',
    handler: async (ctx, { taskID }) => (await describeTask(ctx, taskID)) ?? null,
  }),
  method('describeTag', {
    params: { tagInfo: nameOrId, targets: optional(integer, 20) },
    access: anyone,
    doc: 'A tag with its inheritance, how much is in it, its targets and repos; of a deleted one what it was when it ended.',
    handler: (ctx, { tagInfo, targets }) => describeTag(ctx, tagInfo, within(targets)),
  }),
  method('describeUser', {
    params: {
      userID: userRef,
      rows: optional(integer, 10),
      package_order: optional(checkedText, 'package_name'),
      package_start: optional(integer, 0),
      build_order: optional(checkedText, '-completion_time'),
      build_start: optional(integer, 0),
    },
    access: anyone,
    doc: 'A user with groups, permissions, packages, builds and the newest tasks, and how many there are.',
    handler: (ctx, { userID, rows, ...lists }) =>
      describeUser(ctx, userID, {
        rows: within(rows),
        packages: { order: lists.package_order, start: lists.package_start },
        builds: { order: lists.build_order, start: lists.build_start },
      }),
  }),
];

const within = (rows: number) => Math.min(Math.max(rows, 1), MOST_ROWS);
