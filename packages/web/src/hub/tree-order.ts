import type { Plain, TreeTask } from '@kojikit/protocol';

/** A task and how deep it lies below the first of its tree. */
export interface TreeRow extends Plain<TreeTask> {
  readonly depth: number;
}

/** Tasks in the order of their trees: each one before those below it, roots in the given order. */
export function inTreeOrder(roots: readonly number[], tasks: readonly Plain<TreeTask>[]): TreeRow[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const children = new Map<number, Plain<TreeTask>[]>();
  for (const task of tasks) {
    if (task.parent === null) continue;
    const siblings = children.get(task.parent);
    if (siblings) siblings.push(task);
    else children.set(task.parent, [task]);
  }
  const rows: TreeRow[] = [];
  const seen = new Set<number>();
  const pending = [...roots].reverse().map((id) => ({ id, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const task = byId.get(next.id);
    if (task === undefined || seen.has(task.id)) continue;
    seen.add(task.id);
    rows.push({ ...task, depth: next.depth });
    for (const child of (children.get(task.id) ?? []).toReversed()) {
      pending.push({ id: child.id, depth: next.depth + 1 });
    }
  }
  return rows;
}
