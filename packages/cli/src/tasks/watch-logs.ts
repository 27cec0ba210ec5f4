import { isFinished } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { CommandError } from '../errors.js';
import { TaskNews } from '../waiting/task-news.js';
import type { LogPiece } from './follow-log.js';
import { TaskLogs } from './task-logs.js';

/** Which logs are shown. */
export interface WatchLogsOptions {
  /** Only the log of this name. Default: all files whose name ends with `log`. */
  log?: string;
  /** Logs of subtasks as well. Default: false. */
  follow?: boolean;
}

/**
 * Shows the logs of tasks while they grow, until the tasks have ended.
 *
 * @returns the exit status
 */
export async function watchLogs(
  context: CommandContext,
  taskIds: readonly number[],
  options: WatchLogsOptions,
): Promise<number> {
  const { hub, interrupted } = context;
  context.print('Watching logs (this may be safely interrupted)...');
  const logs = new TaskLogs(context, {
    wanted: (name) => (options.log ? name === options.log : name.endsWith('log')),
    take: underHeadings(context),
  });
  const watched = new Set(taskIds);
  const running = new Set(taskIds);
  const news = new TaskNews(context, taskIds, { files: true });
  await news.begin();
  while (!interrupted.aborted) {
    for (const id of running) {
      // Asked before the logs are read, so that what is written until the end is read as well.
      const ended = await hasEnded(context, id);
      await logs.advance(id, { ended });
      if (ended) running.delete(id);
      if (!options.follow) continue;
      for (const child of await hub.call('getTaskChildren', { task_id: id })) {
        if (watched.has(child.id)) continue;
        watched.add(child.id);
        running.add(child.id);
      }
    }
    if (running.size === 0) return 0;
    await news.next();
  }
  return 1;
}

/** Writes logs under a heading whenever another log goes on, as `tail` does. */
function underHeadings({ output, warn }: CommandContext): (piece: LogPiece) => void {
  let last = '';
  return ({ taskId, volume, name, data, replaced }) => {
    const title = `${taskId}:${volume}:${name}:`;
    if (replaced) warn(`${name} of task ${taskId} has begun again`);
    if (title !== last || replaced) output.write(`${last === '' ? '' : '\n'}==> ${title} <==\n`);
    last = title;
    output.write(data);
  };
}

async function hasEnded({ hub, print }: CommandContext, id: number): Promise<boolean> {
  const info = await hub.call('getTaskInfo', { task_id: id });
  if (!info) {
    print(`No such task id: ${id}`);
    throw new CommandError();
  }
  return isFinished(info.state);
}
