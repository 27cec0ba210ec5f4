import { anyone } from '../auth/access.js';
import { expectArray, expectText, isTrue, toInteger } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { GenericError } from '@kojikit/protocol';
import { listTasks } from './list-tasks.js';
import { getTask, readChildren, readDescendants, readTasks, taskState } from './read-tasks.js';
import { readTaskTrees } from './read-task-trees.js';
import { getTaskResult } from './task-result.js';
import { isFinished } from './task-states.js';
import { waitForTask } from './wait-for-task.js';
import { watchTaskTrees } from './watch-task-trees.js';

export const taskReadMethods: Method[] = [
  method('getTaskInfo', {
    params: [required('task_id'), optional('request', false), optional('strict', false)],
    access: anyone,
    doc: 'The task of this id, or a list for a list of ids; with its decoded parameters if request.',
    handler: async (ctx, { task_id: given, request, strict }) => {
      const ids = (Array.isArray(given) ? given : [given]).map(toInteger);
      const found = await readTasks(ctx, ids, { request: isTrue(request) });
      const tasks = ids.map((id) => found.get(id) ?? null);
      if (isTrue(strict) && tasks.includes(null)) throw new GenericError('query returned no rows');
      return Array.isArray(given) ? tasks : (tasks[0] ?? null);
    },
  }),
  method('getTaskRequest', {
    params: [required('taskId')],
    access: anyone,
    doc: 'The parameters of a task.',
    handler: async (ctx, { taskId }) =>
      (await getTask(ctx, toInteger(taskId), { request: true })).request ?? [],
  }),
  method('getTaskResult', {
    params: [required('taskId'), optional('raise_fault', true)],
    access: anyone,
    doc: 'The result of a task that has ended. The fault of a failed one is raised, or answered as a struct.',
    handler: (ctx, { taskId, raise_fault: raise }) => getTaskResult(ctx, toInteger(taskId), isTrue(raise)),
  }),
  method('getTaskChildren', {
    params: [required('task_id'), optional('request', false), optional('strict', false)],
    access: anyone,
    doc: 'The subtasks of a task.',
    handler: async (ctx, { task_id: given, request, strict }) => {
      const id = toInteger(given);
      if (isTrue(strict)) await taskState(ctx, id);
      return readChildren(ctx, id, { request: isTrue(request) });
    },
  }),
  method('getTaskDescendents', {
    params: [required('task_id'), optional('request', false)],
    access: anyone,
    doc: 'The subtasks of a task and of all tasks below it, by the id of their parent.',
    handler: (ctx, { task_id: id, request }) =>
      readDescendants(ctx, toInteger(id), { request: isTrue(request) }),
  }),
  method('listTaskTrees', {
    params: [required('task_ids'), optional('files', false)],
    access: anyone,
    doc: 'These tasks and everything below them with the names of owners, hosts and channels; with their files if files.',
    handler: (ctx, { task_ids: ids, files }) =>
      readTaskTrees(ctx, expectArray(ids).map(toInteger), { files: isTrue(files) }),
  }),
  method('watchTaskTrees', {
    params: [required('task_ids'), optional('files', false), optional('seen', ''), optional('timeout', 0)],
    access: anyone,
    doc: 'What listTaskTrees answers and what to give as seen next time; waits while it is as seen, then answers nil.',
    handler: async (ctx, { task_ids: ids, files, seen, timeout }) => {
      const wanted = { files: isTrue(files), seen: expectText(seen), timeout };
      return (await watchTaskTrees(ctx, expectArray(ids).map(toInteger), wanted)) ?? null;
    },
  }),
  method('listTasks', {
    params: [optional('opts'), optional('queryOpts')],
    access: anyone,
    doc: 'Tasks by state, owner, host, channel, parent, method, arch and times; each of the first also as not_….',
    handler: (ctx, { opts, queryOpts }) => listTasks(ctx, opts, queryOpts),
  }),
  method('taskFinished', {
    params: [required('taskId')],
    access: anyone,
    doc: 'Whether a task has ended, well or not.',
    handler: async (ctx, { taskId }) => isFinished(await taskState(ctx, toInteger(taskId))),
  }),
  method('waitTask', {
    params: [required('task_id'), required('timeout')],
    access: anyone,
    doc: 'Waits until a task has ended, at most timeout seconds (60 count), and answers whether it has.',
    handler: (ctx, { task_id: id, timeout }) => waitForTask(ctx, toInteger(id), timeout),
  }),
];
