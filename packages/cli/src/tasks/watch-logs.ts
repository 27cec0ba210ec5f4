import { TASK_STATES } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { CommandError } from '../errors.js';
import { sleep } from '../lib/sleep.js';
import type { TaskInfo } from './task-info.js';
import { readTaskFile, taskOutput } from './task-output.js';

const BLOCK = 16_384;

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
  const { hub, interrupted, settings } = context;
  context.print('Watching logs (this may be safely interrupted)...');
  const printer = new LogPrinter(context, options.log);
  const watched = new Set(taskIds);
  const running = new Set(taskIds);
  while (running.size > 0 && !interrupted.aborted) {
    for (const id of [...running]) {
      // Asked before the logs are read, so that what is written until the end is read once more.
      if (await hasEnded(context, id)) running.delete(id);
      await printer.printNews(id);
      if (!options.follow) continue;
      for (const child of await hub.call<TaskInfo[]>('getTaskChildren', [id])) {
        if (watched.has(child.id)) continue;
        watched.add(child.id);
        running.add(child.id);
      }
    }
    if (running.size > 0) await sleep(settings.pollInterval * 1000, interrupted);
  }
  return interrupted.aborted ? 1 : 0;
}

/** Prints what is new in logs, under a heading whenever another log goes on. */
class LogPrinter {
  private readonly offsets = new Map<string, number>();
  private last = '';

  constructor(
    private readonly context: Pick<CommandContext, 'hub' | 'output'>,
    private readonly log: string | undefined,
  ) {}

  async printNews(taskId: number): Promise<void> {
    const { hub, output } = this.context;
    for (const [name, volumes] of Object.entries(await taskOutput(hub, taskId))) {
      if (this.log ? name !== this.log : !name.endsWith('log')) continue;
      for (const volume of volumes) {
        const title = `${taskId}:${volume}:${name}:`;
        for (;;) {
          const offset = this.offsets.get(title) ?? 0;
          const block = await readTaskFile(hub, taskId, name, { offset, size: BLOCK, volume });
          if (block.length === 0) break;
          this.offsets.set(title, offset + block.length);
          if (title !== this.last) {
            output.write(`${this.last === '' ? '' : '\n'}==> ${title} <==\n`);
            this.last = title;
          }
          output.write(block);
        }
      }
    }
  }
}

async function hasEnded({ hub, print }: CommandContext, id: number): Promise<boolean> {
  const info = await hub.call<TaskInfo | null>('getTaskInfo', [id]);
  if (!info) {
    print(`No such task id: ${id}`);
    throw new CommandError();
  }
  const { CLOSED, CANCELED, FAILED } = TASK_STATES;
  return info.state === CLOSED || info.state === CANCELED || info.state === FAILED;
}
