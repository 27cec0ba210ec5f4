import { ActionNotAllowed, GenericError, ParameterError } from '@kojikit/protocol';
import { anyone, loggedIn, permission } from '../auth/access.js';
import { isStruct, isTrue, toInteger } from '../rpc/convert.js';
import { keywords, method, optional, required, rest, type Method } from '../rpc/method.js';
import { pythonType } from '../rpc/python-names.js';
import { cancelChildren, cancelTask, cancelTree } from './cancel-task.js';
import { setTaskPriority } from './change-task.js';
import { freeTask } from './free-task.js';
import { makeTask } from './make-task.js';
import { taskState } from './read-tasks.js';
import { resubmitTask } from './resubmit-task.js';
import { assertMayCancel } from './task-access.js';
import { isFinished } from './task-states.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

export const taskChangeMethods: Method[] = [
  method('makeTask', {
    params: [rest('args'), keywords('opts')],
    access: permission('admin'),
    doc: 'Makes any task: its method, the list of its parameters, then options by name. For trying things out.',
    handler: (ctx, { args, opts }) => {
      if ('owner' in opts) throw new ActionNotAllowed('The owner option is not allowed here');
      // Koji's own client names both.
      const { method: named, arglist, ...options } = opts;
      const [taskMethod = named, parameters = arglist, ...more] = args;
      if (taskMethod === undefined || parameters === undefined || more.length > 0) {
        throw new CallerMistake('makeTask needs a method and a list of parameters');
      }
      return makeTask(ctx, taskMethod, parameters, options);
    },
  }),
  method('restartHosts', {
    params: [optional('priority', 5), optional('options')],
    access: permission('host'),
    doc: 'Makes a task that restarts builders: all, or those of a channel or of arches.',
    handler: (ctx, { priority, options }) => {
      if (options != null && !isStruct(options)) {
        throw new ParameterError(`Invalid type of options: ${pythonType(options)}`);
      }
      return makeTask(ctx, 'restartHosts', options == null ? [] : [options], { priority });
    },
  }),
  method('resubmitTask', {
    params: [required('taskID')],
    access: loggedIn,
    doc: 'Makes a new task like a canceled or failed one. For its owner and admins.',
    handler: (ctx, { taskID }) => resubmitTask(ctx, toInteger(taskID)),
  }),
  method('freeTask', {
    params: [required('task_id')],
    access: permission('admin'),
    doc: 'Takes a task from its builder, so that it gets a new one.',
    handler: async (ctx, { task_id: id }) => {
      await freeTask(ctx, toInteger(id));
      return null;
    },
  }),
  method('cancelTask', {
    params: [required('task_id'), optional('recurse', true)],
    access: anyone,
    doc: 'Cancels a task and the build that it makes, with its subtasks unless told otherwise. For its owner and admins.',
    handler: async (ctx, { task_id: given, recurse }) => {
      const id = toInteger(given);
      await assertMayCancel(ctx, id);
      await cancelTask(ctx, id, { recurse: isTrue(recurse) });
      return null;
    },
  }),
  method('cancelTaskFull', {
    params: [required('task_id'), optional('strict', true)],
    access: permission('admin'),
    doc: 'Cancels a task with everything below it. Unless strict, the top of its tree is looked for first.',
    handler: async (ctx, { task_id: id, strict }) => {
      await cancelTree(ctx, toInteger(id), { strict: isTrue(strict) });
      return null;
    },
  }),
  method('cancelTaskChildren', {
    params: [required('task_id')],
    access: loggedIn,
    doc: 'Cancels the subtasks of a task, but not the task itself. For its owner and admins.',
    handler: async (ctx, { task_id: given }) => {
      const id = toInteger(given);
      await assertMayCancel(ctx, id);
      await cancelChildren(ctx, id);
      return null;
    },
  }),
  method('setTaskPriority', {
    params: [required('task_id'), required('priority'), optional('recurse', true)],
    access: permission('admin'),
    doc: 'Sets the priority of a task that has not ended, and of everything below it. Lower goes first.',
    handler: async (ctx, { task_id: given, priority, recurse }) => {
      const id = toInteger(given);
      if (isFinished(await taskState(ctx, id))) {
        throw new GenericError("Finished task's priority can't be updated");
      }
      await setTaskPriority(ctx, id, priority, { recurse: isTrue(recurse) });
      return null;
    },
  }),
];
