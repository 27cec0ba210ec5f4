import { withKeywords } from '@kojikit/protocol';
import { callingHost, hostOnly } from '../auth/access.js';
import {
  checkedText,
  convertedText,
  flag,
  float,
  integer,
  list,
  listOf,
  nilOr,
  storedText,
  struct,
} from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { keywords, optional, rest } from '../rpc/reader.js';
import {
  closeTask,
  failTask,
  freeTask,
  openTask,
  setTaskWeight,
  setWait,
  takeFinished,
  takeResults,
  taskParameters,
  worksOnTask,
} from '../tasks/index.js';
import { ownWork } from './own-task.js';
import { subtaskOptions } from './readers/subtask.js';
import { idsAmong, taskIds } from './readers/task-ids.js';
import { refuseTask } from './refuse-task.js';
import { makeSubtask } from './subtask.js';

/* The result of a task, an XML-RPC document. */
const resultDocument = storedText('task', 'result');

/** What builders do with tasks. */
export const hostTaskMethods: Method[] = [
  method('host.openTask', {
    params: { task_id: integer },
    access: hostOnly,
    doc: "Begins to work on a task and returns it with its request, or nil when it is not the builder's to open.",
    handler: async (ctx, { task_id: id }) =>
      (await openTask(ctx, id, await callingHost(ctx.session))) ?? null,
  }),
  method('host.closeTask', {
    params: { task_id: integer, response: resultDocument },
    access: hostOnly,
    doc: 'Ends a task of the builder with its result, an XML-RPC document.',
    handler: async (ctx, { task_id: id, response }) => {
      await closeTask(ctx, await ownWork(ctx, id), response);
      return null;
    },
  }),
  method('host.failTask', {
    params: { task_id: integer, response: resultDocument },
    access: hostOnly,
    doc: 'Ends a task of the builder with the fault that it failed with, an XML-RPC document.',
    handler: async (ctx, { task_id: id, response }) => {
      await failTask(ctx, await ownWork(ctx, id), response);
      return null;
    },
  }),
  method('host.freeTasks', {
    params: { tasks: taskIds },
    access: hostOnly,
    doc: 'Gives tasks back. Those that the builder does not work on are left alone.',
    handler: async (ctx, { tasks }) => {
      const hostId = await callingHost(ctx.session);
      for (const id of tasks) {
        if (await worksOnTask(ctx, id, hostId)) await freeTask(ctx, id);
      }
      return null;
    },
  }),
  method('host.refuseTask', {
    params: { task_id: integer, soft: flag(true), msg: optional(convertedText, '') },
    access: hostOnly,
    doc: 'Gives a task back that the builder will not do: for a while if soft, else for ever.',
    handler: async (ctx, { task_id: id, soft, msg }) => {
      await refuseTask(ctx, await callingHost(ctx.session), id, { soft, msg });
      return null;
    },
  }),
  method('host.setTaskWeight', {
    params: { task_id: integer, weight: float },
    access: hostOnly,
    doc: 'Says how much load a task of the builder is.',
    handler: async (ctx, { task_id: id, weight }) => {
      await setTaskWeight(ctx, await ownWork(ctx, id), weight);
      return null;
    },
  }),
  method('host.subtask', {
    params: {
      method: checkedText,
      arglist: taskParameters,
      parent: integer,
      opts: keywords(subtaskOptions),
    },
    access: hostOnly,
    doc: 'Makes a subtask of a task of the builder, or finds the one of this label. Returns its id.',
    handler: async (ctx, { method: name, arglist, parent, opts }) =>
      makeSubtask(ctx, await callingHost(ctx.session), {
        parent,
        method: name,
        parameters: arglist,
        options: opts,
      }),
  }),
  method('host.subtask2', {
    params: {
      _HostExports__parent: integer,
      _HostExports__taskopts: subtaskOptions,
      _HostExports__method: checkedText,
      args: rest(list),
      opts: keywords(struct),
    },
    access: hostOnly,
    doc: 'As host.subtask, with the parameters of the subtask behind its parent, options and method.',
    handler: async (ctx, params) =>
      makeSubtask(ctx, await callingHost(ctx.session), {
        parent: params._HostExports__parent,
        method: params._HostExports__method,
        parameters: withKeywords(params.args, params.opts),
        options: params._HostExports__taskopts,
      }),
  }),
  method('host.taskSetWait', {
    params: { parent: integer, tasks: nilOr(listOf(integer)) },
    access: hostOnly,
    doc: 'Says that a task waits for all of its subtasks (nil) or for these.',
    handler: async (ctx, { parent, tasks }) => {
      await setWait(ctx, parent, tasks);
      return null;
    },
  }),
  method('host.taskWait', {
    params: { parent: integer },
    access: hostOnly,
    doc: 'Which of the awaited subtasks have ended and which have not. The former are awaited no longer.',
    handler: (ctx, { parent }) => takeFinished(ctx, parent),
  }),
  method('host.taskWaitResults', {
    params: { parent: integer, tasks: nilOr(taskIds), canfail: optional(idsAmong) },
    access: hostOnly,
    doc: 'Ends the waiting and returns the results of subtasks. A fault is raised, but for those that may fail.',
    handler: (ctx, { parent, tasks, canfail }) => takeResults(ctx, parent, tasks, canfail ?? []),
  }),
];
