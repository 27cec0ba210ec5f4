import {
  hubCall,
  type ListedBuild,
  parseTaskParams,
  type Plain,
  type ResultOf,
  type ShownPanel,
  type Task,
  TASK_STATES,
  type TaskFile,
  taskLabel,
  type TaskWaitReason,
} from '@kojikit/protocol';
import { askTask } from '../../hub/ask-task.js';
import type { Reply } from '../../hub/reply.js';
import { inTreeOrder, type TreeRow } from '../../hub/tree-order.js';
import type { Visitor } from '../../hub/visitor.js';
import { askTrees } from '../../live/watched-trees.js';
import { PageError } from '../../http/page-error.js';
import { chooseLog, findError, type Excerpt } from './find-error.js';

export interface Fault {
  readonly code: number;
  readonly message: string;
}

/** What failed first in a tree of tasks. */
export interface Failure {
  readonly task: TreeRow;
  readonly label: string;
  readonly fault: Fault | undefined;
  readonly log: (TaskFile & { readonly excerpt: Excerpt }) | undefined;
}

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
  readonly actions: readonly { readonly page: string; readonly label: string; readonly token: string }[];
  readonly token: string;
}

const { FREE, OPEN, ASSIGNED, FAILED, CANCELED } = TASK_STATES;
const LOG_LINES = 3000;

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
  const active = tree.some(({ state }) => ([FREE, OPEN, ASSIGNED] as number[]).includes(state));
  const { parent, reason, waits } = await visitor.all({
    parent: task.parent === null ? undefined : askTask(task.parent, { request: true }),
    waits: active ? hubCall('getTaskWaitReason', { taskID: id }) : undefined,
    reason:
      failed && failed.id !== id
        ? hubCall('getTaskResult', { taskId: failed.id, raise_fault: false })
        : undefined,
  });
  const fault = failed?.id === id ? own : reason && faultOf(reason);
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
    failure: failed && {
      task: failed,
      label: taskLabel(failed),
      fault,
      log: await readExcerpt(visitor, failed, fault?.message ?? ''),
    },
    buildroots: found.buildroots.optional() ?? [],
    builds: found.builds.optional() ?? [],
    panels: found.panels.optional() ?? [],
    actions: await actionsOf(visitor, task),
    token: visitor.token(`panel task ${id}`),
  };
}

/* Parents fail because of their children: the first to end among those without a failed child is what failed first. */
function firstFailure(tree: readonly TreeRow[]): TreeRow | undefined {
  const failed = tree.filter(({ state }) => state === FAILED);
  const parents = new Set(failed.map(({ parent }) => parent));
  return failed
    .filter(({ id }) => !parents.has(id))
    .sort((a, b) => (a.completion_ts ?? Infinity) - (b.completion_ts ?? Infinity))[0];
}

function faultOf(reply: Reply): Fault | undefined {
  const value = reply.optional();
  if (typeof value !== 'object' || !('faultCode' in value && 'faultString' in value)) return undefined;
  const { faultCode: code, faultString: message } = value;
  return typeof message === 'string' ? { code: Number(code), message } : undefined;
}

async function readExcerpt(
  visitor: Visitor,
  task: TreeRow,
  fault: string,
): Promise<NonNullable<Failure['log']> | undefined> {
  const log = chooseLog(task.files ?? [], fault);
  if (log === undefined) return undefined;
  const { name, volume } = log;
  const reply = await visitor.one(
    hubCall('readTaskLog', { task_id: task.id, name, volume, count: LOG_LINES }),
  );
  const lines = reply.optional();
  if (lines === undefined) return undefined;
  const excerpt = findError(Buffer.from(lines.data, 'base64').toString('utf8'));
  const before = lines.first_line - 1;
  const telling = excerpt.telling === undefined ? undefined : excerpt.telling + before;
  return { ...log, excerpt: { ...excerpt, first: excerpt.first + before, telling } };
}

function paramsOf(task: TreeRow): TaskModel['params'] {
  const request = task.request ?? [];
  try {
    return Object.entries(parseTaskParams(task.method, request));
  } catch {
    return request.map((value, index) => [String(index + 1), value]);
  }
}

async function actionsOf(visitor: Visitor, task: TreeRow): Promise<TaskModel['actions']> {
  const user = await visitor.user();
  if (user === undefined || (user.id !== task.owner && !user.permissions.includes('admin'))) return [];
  const action = (page: string, label: string) => ({
    page,
    label,
    token: visitor.token(`${page} ${task.id}`),
  });
  if (([FREE, OPEN, ASSIGNED] as number[]).includes(task.state)) return [action('canceltask', 'Cancel')];
  const again = ([FAILED, CANCELED] as number[]).includes(task.state) && task.parent === null;
  return again ? [action('resubmittask', 'Resubmit')] : [];
}
