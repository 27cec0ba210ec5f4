import { stateName, TASK_STATES, taskLabel } from '@kojikit/protocol';
import { format } from '../output/format.js';
import type { ThreadedTask } from './list-tasks.js';

/** The headings above lines of `taskLines`. */
export const TASK_HEADERS = 'ID       Pri  Owner                State    Arch       Name';

/** A task and its children (`children`), each on a line of its own, the children indented. */
export function taskLines(task: ThreadedTask, depth = 0): string[] {
  const indent = depth === 0 ? '' : `${'  '.repeat(depth - 1)} +`;
  const line = format(
    '%-8s %-4s %-20s %-8s %-10s ',
    task.id,
    task.priority,
    task.owner_name,
    stateName(TASK_STATES, task.state) ?? 'BADSTATE',
    task.arch,
  );
  const children = (task.children ?? []).flatMap((child) => taskLines(child, depth + 1));
  return [line + indent + taskLabel(task), ...children];
}
