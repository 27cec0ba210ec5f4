import { isFinished, parseTaskParams, TASK_STATES, type TreeTask } from '@kojikit/protocol';
import { readActiveRequests, type RequestedTag } from '../repos/index.js';
import type { Context } from '../ground/context.js';
import { wantedName } from '../readers/index.js';
import { readTaskTrees } from '../tasks/index.js';

/** A task that works or waits, and what it waits for. */
export interface Awaiting {
  readonly task: TreeTask;
  /** Tasks below it, and for a task that waits for a repo those that make it, which are nobody's subtasks. */
  readonly others: readonly TreeTask[];
  /** Of a task that waits for a repo: the tag with its requests; none where there is no such tag. */
  readonly requests: readonly RequestedTag[];
}

/**
 * A task and everything that it waits for, directly or not, each before what it waits for itself and each once: in no query,
 * and in two more where it waits for a repo.
 * @param tree the task and all tasks below it.
 */
export async function awaitedTasks(
  ctx: Context,
  first: TreeTask,
  tree: readonly TreeTask[],
): Promise<Awaiting[]> {
  const tags = new Map(tree.filter(isOpenWait).map((task) => [task.id, tagOf(task)]));
  const named = [...new Set(tags.values())].filter((tag) => tag !== undefined);
  const requests = await readActiveRequests(ctx, named);
  const makers = requests.flatMap(({ task_id: id }) => id ?? []);
  const made = makers.length === 0 ? [] : await readTaskTrees(ctx, makers, { files: false });
  const tasks = new Map([...tree, ...made].map((task) => [task.id, task]));
  const below = new Map<number, TreeTask[]>();
  for (const task of tasks.values()) {
    if (task.parent !== null) below.set(task.parent, [...(below.get(task.parent) ?? []), task]);
  }

  const found = new Map<number, Awaiting>();
  const walk = (task: TreeTask): void => {
    if (found.has(task.id)) return;
    const children = task.waiting ? (below.get(task.id) ?? []) : [];
    const tag = tags.get(task.id);
    const own = tag === undefined ? [] : requests.filter((one) => one.tag_id === tag || one.tag_name === tag);
    const makingIt = own.flatMap(({ task_id: id }) => (id === null ? [] : (tasks.get(id) ?? [])));
    const others = [...children.filter(({ state }) => !isFinished(state)), ...makingIt];
    const open = task.state === TASK_STATES.OPEN;
    found.set(task.id, { task, others: open ? others : [], requests: own });
    if (open) others.forEach(walk);
  };
  walk(first);
  return [...found.values()];
}

const isOpenWait = ({ method, state }: TreeTask) => method === 'waitrepo' && state === TASK_STATES.OPEN;

/* Undefined for parameters that nobody can read, with which its builder fails. */
function tagOf({ method, request }: TreeTask): number | string | undefined {
  try {
    const wanted = wantedName(parseTaskParams(method, request ?? [])['tag']);
    return typeof wanted === 'string' ? wanted : Number(wanted);
  } catch {
    return undefined;
  }
}
