import { taskLabel } from '@kojikit/protocol';
import type { TreeRow } from '../../hub/tree-order.js';
import { link } from '../../http/params.js';
import { intervalBar } from '../../html/charts/interval-bar.js';
import { html, type Html } from '../../html/html.js';
import { duration, stateMark, table, taskState } from '../../html/parts.js';

/** Where the bars of a task lie, in percent of the time that the tree took. */
export interface Bars {
  readonly waiting: { readonly from: number; readonly width: number };
  readonly working: { readonly from: number; readonly width: number };
}

/** The bars of every task of a tree. @param now seconds; where what is under way ends. */
export function barsOf(tree: readonly TreeRow[], now: number): Bars[] {
  const begin = Math.min(...tree.map(({ create_ts: created }) => created));
  const end = Math.max(...tree.map(({ completion_ts: completed }) => completed ?? now), begin + 0.001);
  const percent = (time: number) => ((time - begin) / (end - begin)) * 100;
  return tree.map((task) => {
    const created = percent(task.create_ts);
    const started = percent(task.start_ts ?? task.completion_ts ?? now);
    const done = percent(task.completion_ts ?? now);
    return {
      waiting: { from: created, width: Math.max(started - created, 0) },
      working: { from: started, width: task.start_ts === null ? 0 : Math.max(done - started, 0.5) },
    };
  });
}

/**
 * Tasks of a tree, each with how long it waited and worked, as numbers and as bars.
 * @param tree the whole of it, which the bars are measured by.
 */
export function waterfall(tree: readonly TreeRow[], shown: readonly TreeRow[] = tree): Html {
  const now = Date.now() / 1000;
  const all = new Map(barsOf(tree, now).map((bars, index) => [tree[index]!.id, bars]));
  return table(
    'Task tree',
    ['State', 'Task', 'Arch', 'Host', 'Waited', 'Worked', html`<span class="barhead">Time</span>`],
    shown.map((task) => {
      const bars = all.get(task.id)!;
      const started = task.start_ts ?? task.completion_ts ?? now;
      return [
        stateMark(taskState(task.state)),
        html`<span class="depth${Math.min(task.depth, 6)}"
          ><a href="${link('taskinfo', { taskID: task.id })}">${task.id}</a> ${taskLabel(task)}</span
        >`,
        task.arch,
        task.host_name,
        duration(started - task.create_ts),
        task.start_ts !== null && duration((task.completion_ts ?? now) - task.start_ts),
        intervalBar([
          { kind: 'wait', ...bars.waiting },
          { kind: 'work', ...bars.working },
        ]),
      ];
    }),
  );
}
