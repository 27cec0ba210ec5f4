import { taskLabel } from '@kojikit/protocol';
import type { TaskRow } from '../hub/rows.js';
import { link } from '../http/params.js';
import { html, type Content, type Html } from './html.js';
import { duration, moment, stateMark, table, taskState } from './parts.js';

/** Rows of tasks; those of a tree are indented by their depth. */
export function taskTable(
  name: string,
  tasks: readonly (TaskRow & { readonly depth?: number })[],
  columns: readonly Content[] = ['State', 'Task', 'Owner', 'Arch', 'Created', 'Took'],
): Html {
  return table(
    name,
    columns,
    tasks.map((task) => [
      stateMark(taskState(task.state)),
      html`<span class="depth${Math.min(task.depth ?? 0, 6)}"
        ><a href="${link('taskinfo', { taskID: task.id })}">${task.id}</a> ${taskLabel(task)}</span
      >`,
      html`<a href="${link('userinfo', { userID: task.owner })}">${task.owner_name ?? task.owner}</a>`,
      task.arch,
      moment(task.create_ts),
      took(task),
    ]),
  );
}

/** How long a task has worked so far, or did work. */
export function took({ start_ts: start, completion_ts: end }: TaskRow): string | undefined {
  if (start === null) return undefined;
  return duration((end ?? Date.now() / 1000) - start);
}
