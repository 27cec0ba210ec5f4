import { anyone } from '../auth/access.js';
import { integer } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { describeTask } from './describe-task.js';

export const overviewMethods: Method[] = [
  method('describeTask', {
    params: { taskID: integer },
    access: anyone,
    doc: 'A task with those below it, its parent, its result, what it made, and why it failed or does not go on.',
    handler: async (ctx, { taskID }) => (await describeTask(ctx, taskID)) ?? null,
  }),
];
