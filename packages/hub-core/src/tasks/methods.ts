import { GenericError, isFinished } from '@kojikit/protocol';
import { anyone, loggedIn, permission } from '../auth/access.js';
import { flag, integer, list } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { keywords, optional, rest } from '../rpc/reader.js';
import { cancelChildren, cancelTask, cancelTree } from './cancel-task.js';
import { setTaskPriority } from './change-task.js';
import { freeTask } from './free-task.js';
import { makeTask } from './make-task.js';
import { taskState } from './read-tasks.js';
import { askedTask, namedArguments } from './readers/asked-task.js';
import { resubmitTask } from './resubmit-task.js';
import { assertMayCancel } from './task-access.js';
import { restartOptions } from './readers/restart-options.js';

export const taskChangeMethods: Method[] = [
  method('makeTask', {
    params: { args: rest(list), opts: keywords(namedArguments) },
    access: permission('admin'),
    doc: 'Makes any task: its method, the list of its parameters, then options by name. For trying things out.',
    handler: (ctx, { args, opts }) => {
      const task = askedTask(args, opts);
      return makeTask(ctx, task.method, task.parameters, opts.options);
    },
  }),
  method('restartHosts', {
    params: { priority: optional(integer, 5), options: optional(restartOptions) },
    access: permission('host'),
    doc: 'Makes a task that restarts builders: all, or those of a channel or of arches.',
    handler: (ctx, { priority, options }) =>
      makeTask(ctx, 'restartHosts', options === null ? [] : [options], { priority }),
  }),
  method('resubmitTask', {
    params: { taskID: integer },
    access: loggedIn,
    doc: 'Makes a new task like a canceled or failed one. For its owner and admins.',
    handler: (ctx, { taskID }) => resubmitTask(ctx, taskID),
  }),
  method('freeTask', {
    params: { task_id: integer },
    access: permission('admin'),
    doc: 'Takes a task from its builder, so that it gets a new one.',
    handler: async (ctx, { task_id: id }) => {
      await freeTask(ctx, id);
      return null;
    },
  }),
  method('cancelTask', {
    params: { task_id: integer, recurse: flag(true) },
    access: anyone,
    doc: 'Cancels a task and the build that it makes, with its subtasks unless told otherwise. For its owner and admins.',
    handler: async (ctx, { task_id: id, recurse }) => {
      await assertMayCancel(ctx, id);
      await cancelTask(ctx, id, { recurse });
      return null;
    },
  }),
  method('cancelTaskFull', {
    params: { task_id: integer, strict: flag(true) },
    access: permission('admin'),
    doc: 'Cancels a task with everything below it. Unless strict, the top of its tree is looked for first.',
    handler: async (ctx, { task_id: id, strict }) => {
      await cancelTree(ctx, id, { strict });
      return null;
    },
  }),
  method('cancelTaskChildren', {
    params: { task_id: integer },
    access: loggedIn,
    doc: 'Cancels the subtasks of a task, but not the task itself. For its owner and admins.',
    handler: async (ctx, { task_id: id }) => {
      await assertMayCancel(ctx, id);
      await cancelChildren(ctx, id);
      return null;
    },
  }),
  method('setTaskPriority', {
    params: { task_id: integer, priority: integer, recurse: flag(true) },
    access: permission('admin'),
    doc: 'Sets the priority of a task that has not ended, and of everything below it. Lower goes first.',
    handler: async (ctx, { task_id: id, priority, recurse }) => {
      if (isFinished(await taskState(ctx, id))) {
        throw new GenericError("Finished task's priority can't be updated");
      }
      await setTaskPriority(ctx, id, priority, { recurse });
      return null;
    },
  }),
];
