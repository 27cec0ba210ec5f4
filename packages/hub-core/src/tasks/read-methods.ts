import { GenericError, isFinished } from '@kojikit/protocol';
import { anyone } from '../auth/access.js';
import { checkedText, flag, float, integer, listOf } from '../readers/index.js';
import { asksNothing } from '../query/readers/query-options.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { cutTasks, listTasks } from './list-tasks.js';
import { getTask, readChildren, readDescendants, readTasks, taskState } from './read-tasks.js';
import { taskFilter, taskListOptions } from './readers/task-filter.js';
import { taskIdOrIds } from './readers/task-ids.js';
import { readTaskTrees } from './read-task-trees.js';
import { getTaskResult } from './task-result.js';
import { waitForTask } from './wait-for-task.js';
import { watchNews } from './watch-news.js';
import { watchTaskTrees } from './watch-task-trees.js';

/* Whoever may make a task makes its request as long as they like. */
const isShort: Method['looksUp'] = ({ request }) => request === false;

export const taskReadMethods: Method[] = [
  method('getTaskInfo', {
    params: { task_id: taskIdOrIds, request: flag(false), strict: flag(false) },
    access: anyone,
    doc: 'The task of this id, or a list for a list of ids; with its decoded parameters if request.',
    looksUp: isShort,
    handler: async (ctx, { task_id: given, request, strict }) => {
      const ids = Array.isArray(given) ? given : [given];
      const found = await readTasks(ctx, ids, { request });
      const tasks = ids.map((id) => found.get(id) ?? null);
      if (strict && tasks.includes(null)) throw new GenericError('query returned no rows');
      return Array.isArray(given) ? tasks : (tasks[0] ?? null);
    },
  }),
  method('getTaskRequest', {
    params: { taskId: integer },
    access: anyone,
    doc: 'The parameters of a task.',
    handler: async (ctx, { taskId }) => (await getTask(ctx, taskId, { request: true })).request ?? [],
  }),
  method('getTaskResult', {
    params: { taskId: integer, raise_fault: flag(true) },
    access: anyone,
    doc: 'The result of a task that has ended. The fault of a failed one is raised, or answered as a struct.',
    handler: (ctx, { taskId, raise_fault: raise }) => getTaskResult(ctx, taskId, raise),
  }),
  method('getTaskChildren', {
    params: { task_id: integer, request: flag(false), strict: flag(false) },
    access: anyone,
    doc: 'The subtasks of a task.',
    looksUp: isShort,
    handler: async (ctx, { task_id: id, request, strict }) => {
      if (strict) await taskState(ctx, id);
      return readChildren(ctx, id, { request });
    },
  }),
  method('getTaskDescendents', {
    params: { task_id: integer, request: flag(false) },
    access: anyone,
    doc: 'The subtasks of a task and of all tasks below it, by the id of their parent.',
    looksUp: isShort,
    handler: (ctx, { task_id: id, request }) => readDescendants(ctx, id, { request }),
  }),
  method('listTaskTrees', {
    params: { task_ids: listOf(integer), files: flag(false) },
    access: anyone,
    doc: 'These tasks and everything below them with the names of owners, hosts and channels; with their files if files.',
    handler: (ctx, { task_ids: ids, files }) => readTaskTrees(ctx, ids, { files }),
  }),
  method('watchTaskTrees', {
    params: {
      task_ids: listOf(integer),
      files: flag(false),
      seen: optional(checkedText, ''),
      timeout: optional(float, 0),
    },
    access: anyone,
    doc: 'What listTaskTrees answers and what to give as seen next time; waits while it is as seen, then returns nil.',
    handler: async (ctx, { task_ids: ids, ...wanted }) => (await watchTaskTrees(ctx, ids, wanted)) ?? null,
  }),
  method('watchNews', {
    params: { kinds: listOf(checkedText), seen: optional(checkedText, ''), timeout: optional(float, 0) },
    access: anyone,
    doc: 'What to give as seen next time, once a thing of these kinds (task, build) is new or changed; nil after timeout.',
    handler: async (ctx, { kinds, ...wanted }) => (await watchNews(ctx, kinds, wanted)) ?? null,
  }),
  method('listTasks', {
    params: { opts: optional(taskFilter), queryOpts: optional(taskListOptions) },
    access: anyone,
    doc: 'Tasks by state, owner, host, channel, parent, method, arch and times; each of the first also as not_….',
    handler: (ctx, { opts, queryOpts }) => listTasks(ctx, opts ?? {}, queryOpts ?? {}),
    cut: async (ctx, { opts, queryOpts }, cut) =>
      asksNothing(queryOpts) ? cutTasks(ctx, opts ?? {}, cut) : undefined,
  }),
  method('taskFinished', {
    params: { taskId: integer },
    access: anyone,
    doc: 'Whether a task has ended, well or not.',
    looksUp: true,
    handler: async (ctx, { taskId }) => isFinished(await taskState(ctx, taskId)),
  }),
  method('waitTask', {
    params: { task_id: integer, timeout: float },
    access: anyone,
    doc: 'Waits until a task has ended, at most timeout seconds (60 count), and returns whether it has.',
    handler: (ctx, { task_id: id, timeout }) => waitForTask(ctx, id, timeout),
  }),
];
