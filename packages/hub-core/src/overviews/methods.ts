import { anyone } from '../auth/access.js';
import { checkedText, integer } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { describeSite, listNewest } from './describe-site.js';
import { describeTask } from './describe-task.js';

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
];

const within = (rows: number) => Math.min(Math.max(rows, 1), MOST_ROWS);
