import type { CommandContext } from '../command.js';
import { FollowedLog, type LogPiece } from './follow-log.js';
import { taskOutputStats } from './task-output.js';

/** Which logs are followed, and where they go. */
export interface TaskLogsOptions {
  /** Whether a file of this name is followed. */
  wanted(name: string): boolean;
  /** Takes what has come. */
  take(piece: LogPiece): void;
}

interface Followed {
  readonly log: FollowedLog;
  /** Size and time at the last look. */
  stamp: string;
}

/** Follows logs of tasks: each byte is taken once, in the order of the log, and all of them before the task is done with. */
export class TaskLogs {
  private readonly followed = new Map<string, Followed>();

  constructor(
    private readonly context: Pick<CommandContext, 'hub' | 'interrupted'>,
    private readonly options: TaskLogsOptions,
  ) {}

  /**
   * Takes what has come since the last time.
   *
   * @param ended the task has ended, so this is the last time
   */
  async advance(taskId: number, { ended = false } = {}): Promise<void> {
    const { hub, interrupted } = this.context;
    for (const { name, volume, stamp } of await taskOutputStats(hub, taskId)) {
      if (!this.options.wanted(name)) continue;
      const key = `${taskId}:${volume}:${name}`;
      const known = this.followed.get(key);
      // Sizes may be a moment behind where the hub's files lie on another machine.
      if (known && stamp !== undefined && known.stamp === stamp && !ended) continue;
      const log = known?.log ?? new FollowedLog(hub, { taskId, name, volume }, interrupted);
      for await (const piece of log.news(ended)) this.options.take(piece);
      this.followed.set(key, { log, stamp: log.doubtful ? '' : (stamp ?? '') });
    }
  }
}
