import { TASK_STATES } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { describeError } from '../output/describe-error.js';
import { TaskNews } from '../waiting/task-news.js';
import type { TaskLogs } from './task-logs.js';
import { TaskWatcher, type WatchOptions } from './task-watcher.js';

/** Seconds between looks at a log on a hub that cannot wait: builders send what is new once a second. */
const LOG_INTERVAL = 1;

/** How tasks are watched, and how often one looks. */
export interface WatchTasksOptions extends WatchOptions {
  /** Seconds between looks at a hub that cannot wait. Default: `poll_interval` of the configuration. */
  pollInterval?: number;
  /** Logs of the given tasks that are followed meanwhile. All of a log comes before the end of its task is told. */
  logs?: TaskLogs;
  /** What to print on Ctrl-C instead of the tasks that are still running. */
  onInterrupt?: (watchers: readonly TaskWatcher[]) => Promise<void> | void;
}

/**
 * Watches tasks and their subtasks until all have ended, telling every change of state on stdout as Koji does.
 *
 * @returns the exit status: 1 when one of the given tasks did not succeed or Ctrl-C ended the watching
 */
export async function watchTasks(
  context: CommandContext,
  taskIds: readonly number[],
  options: WatchTasksOptions = {},
): Promise<number> {
  if (taskIds.length === 0) return 0;
  const { print, interrupted } = context;
  const say = (line = ''): void => {
    if (!options.quiet) print(line);
  };
  say('Watching tasks (this may be safely interrupted)...');
  const logs = options.logs && new FollowedLogs(context, options.logs);
  const watchers = new Map<number, TaskWatcher>();
  for (const id of taskIds) {
    const beforeEnd = logs && (() => logs.advance(id, { ended: true }));
    watchers.set(id, new TaskWatcher(context, id, 0, { ...options, beforeEnd }));
  }
  const news = new TaskNews(context, taskIds, {
    interval: options.pollInterval,
    files: logs !== undefined,
    fileInterval: LOG_INTERVAL,
    quiet: options.quiet,
  });
  await news.begin();
  let status = 0;
  for (let ofTasks = true; !interrupted.aborted; { tasks: ofTasks } = await news.next()) {
    if (ofTasks) {
      const { allDone, failed } = await look(context, watchers, options, say);
      if (failed) status = 1;
      if (allDone) {
        say();
        for (const watcher of watchers.values()) if (watcher.level === 0) say(outcome(watcher));
        return status;
      }
    }
    for (const id of taskIds) if (!watchers.get(id)?.done) await logs?.advance(id);
  }
  const list = [...watchers.values()];
  if (options.onInterrupt) await options.onInterrupt(list);
  else if (!options.quiet) await tellRunning(context, list);
  return 1;
}

/** Logs that may fail without an end of the watching: the states are still worth it. */
class FollowedLogs {
  private failed = false;

  constructor(
    private readonly context: Pick<CommandContext, 'warn' | 'interrupted'>,
    private readonly logs: TaskLogs,
  ) {}

  async advance(id: number, how?: { ended: boolean }): Promise<void> {
    if (this.failed) return;
    try {
      await this.logs.advance(id, how);
    } catch (error) {
      this.failed = true;
      if (!this.context.interrupted.aborted) this.context.warn(`no more output: ${describeError(error)}`);
    }
  }
}

async function look(
  context: CommandContext,
  watchers: Map<number, TaskWatcher>,
  options: WatchOptions,
  say: (line: string) => void,
): Promise<{ allDone: boolean; failed: boolean }> {
  let allDone = true;
  let failed = false;
  for (const [id, watcher] of [...watchers]) {
    const changed = await watcher.update();
    if (!watcher.done) allDone = false;
    else {
      if (changed) say(summary([...watchers.values()]));
      if (watcher.level === 0 && !watcher.succeeded) failed = true;
    }
    for (const child of await context.hub.call('getTaskChildren', { task_id: id })) {
      if (watchers.has(child.id)) continue;
      const found = new TaskWatcher(context, child.id, watcher.level + 1, options);
      watchers.set(child.id, found);
      await found.update();
      // A new subtask may have subtasks itself, so there is another round.
      allDone = false;
    }
  }
  return { allDone, failed };
}

function summary(watchers: readonly TaskWatcher[]): string {
  const count = (...states: number[]): number =>
    watchers.filter((watcher) => watcher.info && states.includes(watcher.info.state)).length;
  const { FREE, OPEN, ASSIGNED, CLOSED, CANCELED, FAILED } = TASK_STATES;
  const [free, open, done, failed] = [
    count(FREE),
    count(OPEN, ASSIGNED),
    count(CLOSED, CANCELED),
    count(FAILED),
  ];
  return `  ${free} free  ${open} open  ${done} done  ${failed} failed`;
}

function outcome(watcher: TaskWatcher): string {
  const state = watcher.info?.state;
  if (state === TASK_STATES.CLOSED) return `${watcher.title} completed successfully`;
  if (state === TASK_STATES.FAILED) return `${watcher.title} failed`;
  if (state === TASK_STATES.CANCELED) return `${watcher.title} was canceled`;
  return `${watcher.title} has not completed`;
}

async function tellRunning(
  { print, program }: CommandContext,
  watchers: readonly TaskWatcher[],
): Promise<void> {
  print(`Tasks still running. You can continue to watch with the '${program} watch-task' command.`);
  print('Running Tasks:');
  for (const watcher of watchers) {
    if (!watcher.done) print(`${watcher.title}: ${await watcher.describeState()}`);
  }
}
