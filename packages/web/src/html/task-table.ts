import { type ListedTask, type Plain, type Task, taskLabel, type TreeTask } from '@kojikit/protocol';
import { link } from '../http/params.js';
import { counted } from './counted.js';
import { html, type Html } from './html.js';
import { ago, duration, scrolling, stateMark, taskState } from './parts.js';

type Row = Plain<ListedTask | TreeTask> & { readonly depth?: number };

/**
 * Rows of tasks; those of a tree are indented by their depth. A list has hundreds of them, so a row says only what the
 * one above it does not: of a task below another, the owner where it is somebody else, and how long after its parent it was
 * made.
 * @param hidden of trees that are not shown whole: how many tasks are not, by the id of the first.
 */
export function taskTable(
  name: string,
  tasks: readonly Row[],
  hidden: ReadonlyMap<number, number> = new Map(),
): Html {
  const shown = new Map(tasks.map((task) => [task.id, task]));
  const columns = ['State', 'Task', 'Owner', 'Arch', 'Created', 'Took'];
  return scrolling(
    name,
    html`<table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody class="tasks">
        ${tasks.map((task, index) => [
          rowView(task, task.depth ? shown.get(task.parent ?? 0) : undefined),
          !tasks[index + 1]?.depth && restView(rootOf(tasks, index), hidden),
        ])}
      </tbody>
    </table>`,
  );
}

function rootOf(tasks: readonly Row[], index: number): number {
  let at = index;
  while (tasks[at]!.depth) at -= 1;
  return tasks[at]!.id;
}

function restView(root: number, hidden: ReadonlyMap<number, number>): Html | undefined {
  const count = hidden.get(root);
  if (count === undefined) return undefined;
  const href = link('taskinfo', { taskID: root }, 'tasktree');
  // prettier-ignore
  return html`<tr><td></td><td><a href="${href}">${counted(count, 'more task')} of it</a></td><td></td><td></td><td></td><td></td></tr>`;
}

function rowView(task: Row, parent: Row | undefined): Html {
  const owner =
    parent?.owner !== task.owner &&
    html`<a href="${link('userinfo', { userID: task.owner })}">${task.owner_name}</a>`;
  const depth = Math.min(task.depth ?? 0, 6);
  // Most rows of a list are one below its top, and go without.
  const place = depth !== 1 && html` class="${depth === 0 ? 'top' : `depth${depth}`}"`;
  const number = html`<a href="${link('taskinfo', { taskID: task.id })}">${task.id}</a>`;
  // prettier-ignore
  return html`<tr><td>${stateMark(taskState(task.state))}</td><td${place}>${number} ${taskLabel(task)}</td><td>${owner}</td><td>${task.arch}</td><td>${createdAt(task, parent)}</td><td>${took(task)}</td></tr>`;
}

/* The long list of tasks has the exact time alone, which takes half of the bytes. */
function createdAt({ create_ts: created, depth }: Row, parent: Row | undefined): Html | string {
  const before = parent?.create_ts;
  if (before !== undefined && created >= before) return `+${duration(created - before)}`;
  if (depth === undefined) return ago(created)!;
  return html`<time>${new Date(created * 1000).toISOString().slice(0, 19).replace('T', ' ')}Z</time>`;
}

/** How long a task has worked so far, or did work. */
export function took({ start_ts: start, completion_ts: end }: Plain<Task>): string | undefined {
  if (start === null) return undefined;
  return duration((end ?? Date.now() / 1000) - start);
}
