import { command, CommandError, parseInteger, UsageError } from '@kojikit/cli/plugin';
import { failedTreesOptions as options, type FailedTreesContext } from './failed-trees-options.js';
import { listTrees } from './list-trees.js';
import { printPruned } from './print-pruned.js';
import type {} from '../api.js';

const ACTIONS: Readonly<
  Record<string, (context: FailedTreesContext, words: readonly string[]) => Promise<void>>
> = {
  list,
  keep,
  remove,
  resubmit,
};

/**
 * `koji failed-trees`: lists saved build roots, keeps them from housekeeping, removes them, and resubmits failed tasks
 * such that their build roots are saved.
 */
export const failedTrees = command({
  usage: '[options] list [TASK] | keep TASK... | remove TASK... | resubmit TASK...',
  description:
    'A saved tree goes by the id of the task that saved it; list also takes the id of the task that failed. ' +
    'resubmit makes a new task like one that failed, whose build root is saved if it fails, too.',
  options,
  async run(context) {
    const [word = '', ...rest] = context.args;
    const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
    if (!action) throw new UsageError(`Please specify what to do: ${Object.keys(ACTIONS).join(', ')}`);
    await action(context, rest);
  },
});

async function list(context: FailedTreesContext, words: readonly string[]): Promise<void> {
  refuse(context, 'list', ['until', 'undo', 'reason', 'byPolicy', 'dryRun', 'full']);
  const { mine, user } = context.options;
  if (words.length > 1) throw new UsageError('list takes one task at most');
  if (mine && user !== undefined) throw new UsageError('--mine and --user exclude each other');
  const [task] = words.map(taskId);
  if (mine) await context.activateSession();
  else await context.ensureConnection();
  await listTrees(context, task);
}

async function keep(context: FailedTreesContext, words: readonly string[]): Promise<void> {
  refuse(context, 'keep', ['mine', 'user', 'all', 'json', 'quiet', 'reason', 'byPolicy', 'dryRun', 'full']);
  const { until, undo } = context.options;
  if (until !== undefined && undo) throw new UsageError('--until and --undo exclude each other');
  const tasks = someTasks('keep', words);
  await context.activateSession();
  await each(context, tasks, async (task) => {
    await context.hub.call('keepFailedTree', { taskID: task, keep: !undo, until: until ?? null });
    const how = undo
      ? 'is left to housekeeping'
      : until === undefined
        ? 'is kept'
        : `is kept until ${isoTime(until)}`;
    context.print(`The tree of task ${task} ${how}`);
  });
}

async function remove(context: FailedTreesContext, words: readonly string[]): Promise<void> {
  refuse(context, 'remove', ['mine', 'user', 'all', 'quiet', 'until', 'undo', 'full']);
  const { byPolicy, dryRun, reason, json } = context.options;
  if (byPolicy) {
    if (words.length > 0) throw new UsageError('--by-policy takes no tasks');
    if (reason !== undefined) throw new UsageError('With --by-policy the rule is the reason');
    await context.activateSession();
    const pruned = await context.hub.call('pruneFailedTrees', { dry_run: dryRun });
    return printPruned(context, pruned);
  }
  if (json) throw new UsageError('--json goes with list, or with remove --by-policy');
  const tasks = someTasks('remove', words);
  await context.activateSession();
  await each(context, tasks, async (task) => {
    if (dryRun) {
      const found = await context.hub.call('listFailedTrees', { taskID: task });
      if (!found.some(({ task_id: id }) => id === task))
        throw new CommandError(`Task ${task} has no saved tree`);
      return context.print(`The tree of task ${task} would be removed`);
    }
    await context.hub.call('removeFailedTree', { taskID: task, reason: reason ?? null });
    context.print(`The tree of task ${task} is removed`);
  });
}

async function resubmit(context: FailedTreesContext, words: readonly string[]): Promise<void> {
  const odd = [
    'mine',
    'user',
    'all',
    'json',
    'quiet',
    'until',
    'undo',
    'reason',
    'byPolicy',
    'dryRun',
  ] as const;
  refuse(context, 'resubmit', odd);
  if (words.length === 0) throw new UsageError('Please specify the task to resubmit');
  const tasks = words.map(taskId);
  await context.activateSession();
  const full = context.options.full || null;
  await each(context, tasks, async (task) => {
    const again = await context.hub.call('resubmitSavingTree', { taskID: task, full });
    context.print(`Resubmitted task ${task} as new task ${again}; its build root is saved if it fails`);
  });
}

/* Tasks are independent of each other: one that is refused does not stop the others. */
async function each(
  { warn }: FailedTreesContext,
  tasks: readonly number[],
  action: (task: number) => Promise<void>,
): Promise<void> {
  if (tasks.length === 1) return action(tasks[0]!);
  let failed = 0;
  for (const task of tasks) {
    try {
      await action(task);
    } catch (error) {
      failed += 1;
      warn(`${task}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failed > 0) throw new CommandError(`${failed} of ${tasks.length} could not be done`);
}

function refuse(
  { options: given }: FailedTreesContext,
  action: string,
  names: readonly (keyof typeof options)[],
): void {
  const odd = names.find((name) => given[name] !== undefined && given[name] !== false);
  if (odd !== undefined)
    throw new UsageError(`${options[odd].switches[0]!.names[0]} does not go with ${action}`);
}

function someTasks(action: string, words: readonly string[]): number[] {
  if (words.length === 0) throw new UsageError(`Please specify the task whose saved tree to ${action}`);
  return words.map(taskId);
}

function taskId(word: string): number {
  const id = parseInteger(word);
  if (id === undefined) throw new UsageError(`Not the id of a task: ${word}`);
  return id;
}

function isoTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
