import { anyone, permission } from '../auth/access.js';
import { getHost } from '../hosts/index.js';
import { queryView } from '../query/view.js';
import { viewClauses, viewFields, viewOptions } from '../query/readers/view-query.js';
import { comparedInteger, filter, flag, integer, nameOrId, strictFlag } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { assign } from './assign.js';
import { readHostData } from './host-data.js';
import { runScheduler } from './run-scheduler.js';
import { taskWaitReasons } from './task-wait-reasons.js';
import { logMessagesView, taskRefusalsView, taskRunsView } from './views.js';

const BY_ID = { order: 'id' };

const view = {
  clauses: optional(viewClauses),
  fields: optional(viewFields),
  opts: optional(viewOptions),
};

export const schedulerMethods: Method[] = [
  method('scheduler.doRun', {
    params: { force: flag(false) },
    access: permission('admin'),
    doc: 'Runs the scheduler, if it is due or force. Returns whether it ran. It runs by itself all the time.',
    handler: (ctx, { force }) => runScheduler(ctx, { force }),
  }),
  method('scheduler.getTaskRuns', {
    params: view,
    access: anyone,
    doc: 'When the scheduler gave which task to which builder, by clauses such as ["task_id", 5].',
    handler: (ctx, { clauses, fields, opts }) =>
      queryView(ctx.db, taskRunsView(ctx.db.dialect), { clauses, fields, options: opts ?? BY_ID }),
  }),
  method('scheduler.getTaskRefusals', {
    params: { clauses: view.clauses, fields: view.fields },
    access: anyone,
    doc: 'Which builder refused which task, by clauses such as ["task_id", 5].',
    handler: (ctx, { clauses, fields }) =>
      queryView(ctx.db, taskRefusalsView(ctx.db.dialect), { clauses, fields }),
  }),
  method('scheduler.getLogMessages', {
    params: view,
    access: anyone,
    doc: 'What the scheduler did and why, by clauses such as ["task_id", 5].',
    handler: (ctx, { clauses, fields, opts }) =>
      queryView(ctx.db, logMessagesView(ctx.db.dialect), { clauses, fields, options: opts ?? BY_ID }),
  }),
  method('scheduler.getHostData', {
    params: { hostID: filter(comparedInteger) },
    access: anyone,
    doc: 'What builders told the scheduler of themselves, of one or of all.',
    handler: (ctx, { hostID }) => readHostData(ctx, hostID),
  }),
  method('getTaskWaitReason', {
    params: { taskID: integer },
    access: anyone,
    doc: 'Why a task does not go on: structs of a code and a text. Empty when it works, or has ended.',
    handler: (ctx, { taskID }) => taskWaitReasons(ctx, taskID),
  }),
  method('assignTask', {
    params: { task_id: integer, host: nameOrId, force: strictFlag(false), override: strictFlag(false) },
    access: permission('admin'),
    doc: 'Gives a task to a builder: one that is not free with force; with override the scheduler leaves it there.',
    handler: async (ctx, { task_id: taskId, host, force, override }) => {
      const { id } = await getHost(ctx, host);
      await ctx.db.lock('scheduler');
      return (await assign(ctx, [{ taskId, hostId: id }], { force, override })).length > 0;
    },
  }),
];
