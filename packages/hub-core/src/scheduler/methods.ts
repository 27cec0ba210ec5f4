import { anyone, permission } from '../auth/access.js';
import { getHost } from '../hosts/index.js';
import { columnInteger } from '../rpc/database-values.js';
import { queryView } from '../query/view.js';
import { isTrue, toBoolean, toInteger } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { assign } from './assign.js';
import { readHostData } from './host-data.js';
import { runScheduler } from './run-scheduler.js';
import { taskWaitReasons } from './task-wait-reasons.js';
import { logMessagesView, taskRefusalsView, taskRunsView } from './views.js';

const BY_ID = { order: 'id' };

export const schedulerMethods: Method[] = [
  method('scheduler.doRun', {
    params: [optional('force', false)],
    access: permission('admin'),
    doc: 'Runs the scheduler, if it is due or force. Answers whether it ran. It runs by itself all the time.',
    handler: (ctx, { force }) => runScheduler(ctx, { force: isTrue(force) }),
  }),
  method('scheduler.getTaskRuns', {
    params: [optional('clauses'), optional('fields'), optional('opts')],
    access: anyone,
    doc: 'When the scheduler gave which task to which builder, by clauses such as ["task_id", 5].',
    handler: (ctx, { clauses, fields, opts }) =>
      queryView(ctx.db, taskRunsView(ctx.db.dialect), clauses, fields, opts ?? BY_ID),
  }),
  method('scheduler.getTaskRefusals', {
    params: [optional('clauses'), optional('fields')],
    access: anyone,
    doc: 'Which builder refused which task, by clauses such as ["task_id", 5].',
    handler: (ctx, { clauses, fields }) =>
      queryView(ctx.db, taskRefusalsView(ctx.db.dialect), clauses, fields),
  }),
  method('scheduler.getLogMessages', {
    params: [optional('clauses'), optional('fields'), optional('opts')],
    access: anyone,
    doc: 'What the scheduler did and why, by clauses such as ["task_id", 5].',
    handler: (ctx, { clauses, fields, opts }) =>
      queryView(ctx.db, logMessagesView(ctx.db.dialect), clauses, fields, opts ?? BY_ID),
  }),
  method('scheduler.getHostData', {
    params: [optional('hostID')],
    access: anyone,
    doc: 'What builders told the scheduler of themselves, of one or of all.',
    handler: (ctx, { hostID }) => readHostData(ctx, hostID == null ? undefined : columnInteger(hostID)),
  }),
  method('getTaskWaitReason', {
    params: [required('taskID')],
    access: anyone,
    doc: 'Why a task does not go on: structs of a code and a text. Empty when it works, or has ended.',
    handler: (ctx, { taskID }) => taskWaitReasons(ctx, toInteger(taskID)),
  }),
  method('assignTask', {
    params: [required('task_id'), required('host'), optional('force', false), optional('override', false)],
    access: permission('admin'),
    doc: 'Gives a task to a builder: one that is not free with force; with override the scheduler leaves it there.',
    handler: async (ctx, { task_id: given, host, force, override }) => {
      const taskId = toInteger(given);
      const { id } = await getHost(ctx, host);
      await ctx.db.lock('scheduler');
      return assign(ctx, taskId, id, { force: toBoolean(force), override: toBoolean(override) });
    },
  }),
];
