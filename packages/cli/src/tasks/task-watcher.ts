import {
  isFinished,
  isKojiFault,
  PathInfo,
  type RequestedTask,
  stateName,
  TASK_STATES,
  taskLabel,
} from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { CommandError } from '../errors.js';
import { describeError } from '../output/describe-error.js';
import { taskOutput } from './task-output.js';

/** How tasks are watched. */
export interface WatchOptions {
  /** Print nothing, just wait. Default: false. */
  quiet?: boolean;
  /** Under this URL the logs of failed tasks are named. */
  topurl?: string;
  /** What belongs in front of the line that says that the task has ended, such as the rest of its log. */
  beforeEnd?: () => Promise<void>;
}

type WatchContext = Pick<CommandContext, 'hub' | 'print'>;

/** Follows one task and tells its changes of state on stdout. */
export class TaskWatcher {
  info: RequestedTask | undefined;

  constructor(
    private readonly context: WatchContext,
    readonly id: number,
    /** How deep below the watched task; its lines are indented by it. */
    readonly level: number,
    private readonly options: WatchOptions,
  ) {}

  /** Number and label, indented. */
  get title(): string {
    const label = this.info ? ` ${taskLabel(this.info)}` : '';
    return `${'  '.repeat(this.level)}${this.id}${label}`;
  }

  get done(): boolean {
    return this.info !== undefined && isFinished(this.info.state);
  }

  get succeeded(): boolean {
    return this.info?.state === TASK_STATES.CLOSED;
  }

  /**
   * Asks for the task and prints what is new. Returns whether its state changed since the last time. Throws
   * CommandError when there is no such task.
   */
  async update(): Promise<boolean> {
    if (this.done) return false;
    const last = this.info;
    const { hub, print } = this.context;
    const info = await hub.call('getTaskInfo', { task_id: this.id, request: true });
    if (!info) {
      if (!this.options.quiet) print(`No such task id: ${this.id}`);
      throw new CommandError();
    }
    this.info = info;
    if (last?.state === info.state) return false;
    if (this.done) await this.options.beforeEnd?.();
    if (!this.options.quiet) {
      const now = await this.describeState(info);
      print(last ? `${this.title}: ${await this.describeState(last)} -> ${now}` : `${this.title}: ${now}`);
    }
    return last !== undefined;
  }

  /** State in words, with the host that works on it or with the reason for a failure. */
  async describeState(info = this.info): Promise<string> {
    if (!info) return 'unknown';
    const word = (stateName(TASK_STATES, info.state) ?? 'unknown').toLowerCase();
    if (info.state === TASK_STATES.OPEN || info.state === TASK_STATES.ASSIGNED) {
      if (!info.host_id) return word;
      const host = await this.context.hub.call('getHost', { hostInfo: info.host_id, strict: true });
      return `${word} (${host.name})`;
    }
    return info.state === TASK_STATES.FAILED ? `FAILED: ${await this.failure()}` : word;
  }

  private async failure(): Promise<string> {
    const { hub } = this.context;
    let reason = '';
    try {
      await hub.call('getTaskResult', { taskId: this.id });
    } catch (error) {
      if (!isKojiFault(error)) throw error;
      reason =
        error.faultName === 'Fault' ? describeError(error) : `${error.faultName}: ${error.message.trim()}`;
    }
    const { topurl } = this.options;
    if (!topurl) return reason;
    const files = Object.entries(await taskOutput(hub, this.id)).filter(([name]) => name.endsWith('log'));
    if (files.length === 0) return reason;
    const indent = '  '.repeat(this.level + 1);
    const paths = new PathInfo(topurl);
    const logs = files.flatMap(([name, volumes]) =>
      volumes.map((volume) => `${indent}  ${paths.task(this.id, volume)}/${name}`),
    );
    return [reason, `${indent}Relevant logs:`, ...logs].join('\n');
  }
}
