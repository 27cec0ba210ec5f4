import {
  hubCall,
  parseTaskParams,
  type Plain,
  type StoredFault,
  TASK_STATES,
  type TaskOverview,
} from '@kojikit/protocol';
import { isUnderWay } from '../../hub/under-way.js';
import { inTreeOrder, type TreeRow } from '../../hub/tree-order.js';
import type { Visitor } from '../../hub/visitor.js';
import { PageError } from '../../http/page-error.js';
import { readFailure, type Failure } from './read-failure.js';

type Overview = Plain<TaskOverview>;

export interface TaskModel extends Pick<Overview, 'builds' | 'buildroots' | 'waits' | 'panels'> {
  readonly task: TreeRow;
  /** What the hub calls the tree as it is shown. */
  readonly seen: string;
  /** Whether a task of the tree has not ended. */
  readonly active: boolean;
  /** Parameters by name; by number when the method is unknown or they do not fit. */
  readonly params: readonly (readonly [name: string, value: unknown])[];
  readonly parent: Overview['parent'];
  readonly top: Overview['top'];
  readonly tree: readonly TreeRow[];
  /** Nil without one. */
  readonly result: unknown;
  readonly fault: StoredFault | null;
  readonly failure: Failure | undefined;
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

/** Everything that the page of a task shows: one question, and a second one when a log says that something is missing. */
export async function readTask(visitor: Visitor, id: number): Promise<TaskModel> {
  const overview = (await visitor.one(hubCall('describeTask', { taskID: id }))).value();
  const [task, ...tree] = inTreeOrder([id], overview?.tasks ?? []);
  if (overview === null || task === undefined) throw new PageError(404, `There is no task ${id}`);
  const { seen, parent, top, result, fault, failure, builds, buildroots, waits, panels } = overview;
  return {
    task,
    seen,
    active: [task, ...tree].some(isUnderWay),
    params: paramsOf(task),
    parent,
    top,
    tree: [task, ...tree],
    result,
    fault,
    failure: failure === null ? undefined : await readFailure(visitor, failure, [task, ...tree]),
    builds,
    buildroots,
    waits,
    panels,
    actions: await actionsOf(visitor, task, top),
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
  top: Overview['top'],
): Promise<readonly TaskAction[]> {
  const user = await visitor.user();
  if (user === undefined) return [];
  const isAdmin = user.permissions.includes('admin');
  const isFor = ({ owner }: Pick<TreeRow, 'owner'>) => isAdmin || owner === user.id;
  const action = (page: string, label: string, taskId = task.id) => ({
    page,
    taskId,
    label,
    token: visitor.token(`${page} ${taskId}`),
  });
  if (isUnderWay(task)) {
    if (!isFor(task)) return [];
    const forAdmins = isAdmin
      ? [
          ...(task.state === FREE ? [] : [action('freetask', 'Free')]),
          { page: 'taskpriority', taskId: task.id, label: 'Set priority' },
        ]
      : [];
    return [action('canceltask', 'Cancel'), ...forAdmins];
  }
  // Only the task that somebody made can be made again; who looks at what failed below it should not have to look for that.
  const made = top ?? task;
  if (made.parent !== null || ![task, made].every(hasEndedBadly) || !isFor(made)) return [];
  return [action('resubmittask', made === task ? 'Resubmit' : `Resubmit task ${made.id}`, made.id)];
}

function hasEndedBadly({ state }: Pick<TreeRow, 'state'>): boolean {
  return state === FAILED || state === CANCELED;
}
