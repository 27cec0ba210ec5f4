import { isFinished, TASK_STATES, tellingLogs, type TaskFailure, type TreeTask } from '@kojikit/protocol';
import { compareBuildroots } from '../buildroots/index.js';
import type { Context } from '../ground/context.js';
import { readPanels } from '../panels/index.js';
import type { ResultOf } from '../rpc/method.js';
import { treeWaitReasons } from '../scheduler/index.js';
import { digestOfTrees, outcomeOf, readWholeTree, type WholeTree } from '../tasks/index.js';
import { readLastLines } from '../uploads/index.js';
import { readProducts, type Products } from './read-products.js';

/** Lines of each log that are answered, the last ones. */
const LOG_LINES = 3000;
/** RPMs of each list of a comparison. */
const COMPARED = 50;

/**
 * A task with all that its page shows, or undefined. In three queries for one that has ended, four for one that has failed
 * and six at most for one that waits, whatever is below it; and what panels and the policy of channels ask.
 */
export async function describeTask(ctx: Context, id: number): Promise<ResultOf<'describeTask'> | undefined> {
  const tree = await readWholeTree(ctx, id);
  const [task] = tree.tasks;
  if (task?.id !== id) return undefined;
  const failed = firstFailure(tree.tasks);
  const products = await readProducts(ctx, id, failed?.id ?? id);
  // One that goes on although something below it has failed waits for the others: there that is told, and what was
  // installed for the one that failed on the page of that.
  const goesOn = !isFinished(task.state);
  const failure = failed && (await describeFailure(ctx, tree, failed, goesOn ? undefined : products));
  const waits = (failed === undefined || goesOn) && tree.tasks.some(({ state }) => !isFinished(state));
  const outcome = outcomeOf(tree.outcomes.get(id)!);
  return {
    seen: digestOfTrees(tree.tasks),
    tasks: [...tree.tasks],
    parent: tree.above[0] ?? null,
    top: tree.above.at(-1) ?? null,
    result: outcome !== undefined && 'result' in outcome ? outcome.result : null,
    fault: outcome !== undefined && 'fault' in outcome ? outcome.fault : null,
    builds: products.builds,
    buildroots: products.buildroots
      .filter((root) => root.task_id === id)
      .map(({ buildroot_id, tag_name, arch }) => ({ id: buildroot_id, tag_name, arch })),
    waits: waits ? await treeWaitReasons(ctx, task, tree.tasks) : [],
    failure: failure ?? null,
    panels: await readPanels(ctx, 'task', id),
  };
}

/* Parents fail because of their children: the first to end among those without a failed child is what failed first. */
function firstFailure(tree: readonly TreeTask[]): TreeTask | undefined {
  const failed = tree.filter(({ state }) => state === TASK_STATES.FAILED);
  const parents = new Set(failed.map(({ parent }) => parent));
  const ended = ({ completion_ts: time }: TreeTask) => (time === null ? Infinity : Number(time));
  return failed.filter(({ id }) => !parents.has(id)).sort((a, b) => ended(a) - ended(b))[0];
}

async function describeFailure(
  ctx: Context,
  { outcomes }: WholeTree,
  failed: TreeTask,
  products: Products | undefined,
): Promise<TaskFailure> {
  const outcome = outcomeOf(outcomes.get(failed.id)!);
  const root = products?.buildroots.findLast(({ task_id: task, filled }) => task === failed.id && filled);
  const comparison = root && (await compareBuildroots(ctx, failed, root, COMPARED));
  return {
    task_id: failed.id,
    fault: outcome !== undefined && 'fault' in outcome ? outcome.fault : null,
    logs: await logsOf(ctx, failed),
    comparison: comparison ?? null,
  };
}

/* A log may be gone, or be none any more: the others are told all the same. */
async function logsOf(ctx: Context, { id, files = [] }: TreeTask): Promise<TaskFailure['logs']> {
  const logs = await Promise.all(
    tellingLogs(files).map(async (file) => {
      const lines = await readLastLines(ctx, id, file, LOG_LINES).catch(() => undefined);
      return lines && { ...file, ...lines };
    }),
  );
  return logs.filter((log) => log !== undefined);
}
