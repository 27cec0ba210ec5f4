import { withKeywords } from '@kojikit/protocol';
import { callingHost, hostOnly } from '../auth/access.js';
import { expectStruct, toInteger } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { keywords, method, optional, required, rest, type Method } from '../rpc/method.js';
import {
  assertWorksOnTask,
  closeTask,
  failTask,
  freeTask,
  openTask,
  setTaskWeight,
  setWait,
  takeFinished,
  takeResults,
  worksOnTask,
} from '../tasks/index.js';
import { refuseTask } from './refuse-task.js';
import { makeSubtask } from './subtask.js';

/** What builders do with tasks. */
export const hostTaskMethods: Method[] = [
  method('host.openTask', {
    params: [required('task_id')],
    access: hostOnly,
    doc: "Begins to work on a task and answers it with its request, or nil when it is not the builder's to open.",
    handler: async (ctx, { task_id: id }) =>
      (await openTask(ctx, toInteger(id), await callingHost(ctx.session))) ?? null,
  }),
  method('host.closeTask', {
    params: [required('task_id'), required('response')],
    access: hostOnly,
    doc: 'Ends a task of the builder with its result, an XML-RPC document.',
    handler: async (ctx, { task_id: id, response }) => {
      await closeTask(ctx, await ownTask(ctx, id), response);
      return null;
    },
  }),
  method('host.failTask', {
    params: [required('task_id'), required('response')],
    access: hostOnly,
    doc: 'Ends a task of the builder with the fault that it failed with, an XML-RPC document.',
    handler: async (ctx, { task_id: id, response }) => {
      await failTask(ctx, await ownTask(ctx, id), response);
      return null;
    },
  }),
  method('host.freeTasks', {
    params: [required('tasks')],
    access: hostOnly,
    doc: 'Gives tasks back. Those that the builder does not work on are left alone.',
    handler: async (ctx, { tasks }) => {
      const hostId = await callingHost(ctx.session);
      for (const id of [...(tasks as Iterable<unknown>)].map(toInteger)) {
        if (await worksOnTask(ctx, id, hostId)) await freeTask(ctx, id);
      }
      return null;
    },
  }),
  method('host.refuseTask', {
    params: [required('task_id'), optional('soft', true), optional('msg', '')],
    access: hostOnly,
    doc: 'Gives a task back that the builder will not do: for a while if soft, else for ever.',
    handler: async (ctx, { task_id: id, soft, msg }) => {
      await refuseTask(ctx, await callingHost(ctx.session), id, { soft, msg });
      return null;
    },
  }),
  method('host.setTaskWeight', {
    params: [required('task_id'), required('weight')],
    access: hostOnly,
    doc: 'Says how much load a task of the builder is.',
    handler: async (ctx, { task_id: id, weight }) => {
      await setTaskWeight(ctx, await ownTask(ctx, id), weight);
      return null;
    },
  }),
  method('host.subtask', {
    params: [required('method'), required('arglist'), required('parent'), keywords('opts')],
    access: hostOnly,
    doc: 'Makes a subtask of a task of the builder, or finds the one of this label. Answers its id.',
    handler: async (ctx, { method: name, arglist, parent, opts }) =>
      makeSubtask(ctx, await callingHost(ctx.session), {
        parent,
        method: name,
        parameters: arglist,
        options: { ...opts },
      }),
  }),
  method('host.subtask2', {
    params: [
      required('_HostExports__parent'),
      required('_HostExports__taskopts'),
      required('_HostExports__method'),
      rest('args'),
      keywords('opts'),
    ],
    access: hostOnly,
    doc: 'As host.subtask, with the parameters of the subtask behind its parent, options and method.',
    handler: async (ctx, params) =>
      makeSubtask(ctx, await callingHost(ctx.session), {
        parent: params._HostExports__parent,
        method: params._HostExports__method,
        parameters: withKeywords(params.args, params.opts),
        options: expectStruct(params._HostExports__taskopts),
      }),
  }),
  method('host.taskSetWait', {
    params: [required('parent'), required('tasks')],
    access: hostOnly,
    doc: 'Says that a task waits for all of its subtasks (nil) or for these.',
    handler: async (ctx, { parent, tasks }) => {
      await setWait(ctx, toInteger(parent), tasks);
      return null;
    },
  }),
  method('host.taskWait', {
    params: [required('parent')],
    access: hostOnly,
    doc: 'Which of the awaited subtasks have ended and which have not. The former are awaited no longer.',
    handler: (ctx, { parent }) => takeFinished(ctx, toInteger(parent)),
  }),
  method('host.taskWaitResults', {
    params: [required('parent'), required('tasks'), optional('canfail')],
    access: hostOnly,
    doc: 'Ends the waiting and answers the results of subtasks. A fault is raised, but for those that may fail.',
    handler: (ctx, { parent, tasks, canfail }) =>
      takeResults(ctx, toInteger(parent), tasks ?? undefined, canfail ?? []),
  }),
];

async function ownTask(ctx: Context, given: unknown): Promise<number> {
  const id = toInteger(given);
  await assertWorksOnTask(ctx, id, await callingHost(ctx.session));
  return id;
}
