import {
  hubCall,
  type ListedBuild,
  parseTaskParams,
  type Plain,
  type ResultOf,
  type ShownPanel,
  type Task,
  TASK_STATES,
  type TaskWaitReason,
} from '@kojikit/protocol';
import { isUnderWay } from '../../hub/under-way.js';
import { askTask } from '../../hub/ask-task.js';
import { inTreeOrder, type TreeRow } from '../../hub/tree-order.js';
import type { Visitor } from '../../hub/visitor.js';
import { askTrees } from '../../live/watched-trees.js';
import { PageError } from '../../http/page-error.js';
import { askFailure, faultOf, firstFailure, readFailure, type Failure, type Fault } from './read-failure.js';

export interface TaskModel {
  readonly task: TreeRow;
  /** What the hub calls the tree as it is shown. */
  readonly seen: string;
  /** Whether a task of the tree has not ended. */
  readonly active: boolean;
  /** Parameters by name; by number when the method is unknown or they do not fit. */
  readonly params: readonly (readonly [name: string, value: unknown])[];
  readonly parent: Plain<Task> | undefined;
  readonly tree: readonly TreeRow[];
  readonly result: unknown;
  readonly fault: Fault | undefined;
  readonly failure: Failure | undefined;
  readonly buildroots: Plain<ResultOf<'listBuildroots'>>;
  readonly builds: readonly Plain<ListedBuild>[];
  /** Why the task does not go on. */
  readonly waits: readonly TaskWaitReason[];
  readonly panels: readonly ShownPanel[];
  readonly actions: readonly TaskAction[];
  readonly token: string;
}

/** What the visitor may do about this task, or about the one above it. */
export interface TaskAction {
  readonly page: string;
  readonly taskId: number;
  readonly label: string;
  /** Without one the page asks for more first. */
  readonly token?: string;
}

const { FREE, FAILED, CANCELED } = TASK_STATES;

/** Everything that the page of a task shows: two rounds of questions, the second about what failed. */
export async function readTask(visitor: Visitor, id: number): Promise<TaskModel> {
  const found = await visitor.all({
    trees: askTrees({ taskIDs: [id], files: true }),
    result: hubCall('getTaskResult', { taskId: id, raise_fault: false }),
    buildroots: hubCall('listBuildroots', { taskID: id }),
    builds: hubCall('listBuilds', { taskID: id }),
    panels: hubCall('listPanels', { place: 'task', id }),
  });
  const { seen, tasks } = found.trees.value();
  const tree = inTreeOrder([id], tasks);
  const task = tree[0];
  if (task === undefined) throw new PageError(404, `There is no task ${id}`);
  const failed = firstFailure(tree);
  const own = faultOf(found.result);
  const active = tree.some(isUnderWay);
  const { parent, waits, ...why } = await visitor.all({
    parent: task.parent === null ? undefined : askTask(task.parent, { request: true }),
    waits: active ? hubCall('getTaskWaitReason', { taskID: id }) : undefined,
    ...askFailure(failed, id),
  });
  return {
    task,
    seen,
    active,
    // Koji's own hub has no such method, and its tasks go without.
    waits: waits?.optional() ?? [],
    params: paramsOf(task),
    parent: parent?.optional(),
    tree,
    result: own === undefined ? found.result.optional() : undefined,
    fault: own,
    failure: failed && (await readFailure(visitor, failed, own, why)),
    buildroots: found.buildroots.optional() ?? [],
    builds: found.builds.optional() ?? [],
    panels: found.panels.optional() ?? [],
    actions: await actionsOf(visitor, task, parent?.optional()),
    token: visitor.token(`panel task ${id}`),
  };
}

function paramsOf(task: TreeRow): TaskModel['params'] {
  const request = task.request ?? [];
  try {
    return Object.entries(parseTaskParams(task.method, request));
  } catch {
    return request.map((value, index) => [String(index + 1), value]);
  }
}

async function actionsOf(
  visitor: Visitor,
  task: TreeRow,
  parent: Plain<Task> | undefined,
): Promise<readonly TaskAction[]> {
  const user = await visitor.user();
  if (user === undefined || (user.id !== task.owner && !user.permissions.includes('admin'))) return [];
  const action = (page: string, label: string, taskId = task.id) => ({
    page,
    taskId,
    label,
    token: visitor.token(`${page} ${taskId}`),
  });
  if (isUnderWay(task)) {
    const forAdmins = user.permissions.includes('admin')
      ? [
          ...(task.state === FREE ? [] : [action('freetask', 'Free')]),
          { page: 'taskpriority', taskId: task.id, label: 'Set priority' },
        ]
      : [];
    return [action('canceltask', 'Cancel'), ...forAdmins];
  }
  if (!hasEndedBadly(task)) return [];
  if (task.parent === null) return [action('resubmittask', 'Resubmit')];
  // Only the task that somebody made can be made again; who looks at what failed below it should not have to look for that.
  const isTop = parent?.parent === null && parent.owner === task.owner;
  if (!isTop || !hasEndedBadly(parent)) return [];
  return [action('resubmittask', `Resubmit task ${parent.id}`, parent.id)];
}

function hasEndedBadly({ state }: Pick<Task, 'state'>): boolean {
  return state === FAILED || state === CANCELED;
}
