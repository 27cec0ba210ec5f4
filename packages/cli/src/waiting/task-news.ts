import { hubCall, type TaskTrees } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { ReasonTeller } from './reason-teller.js';
import { Waiter, type Wait } from './waiter.js';

/** What is waited for, and how a hub is polled that cannot wait. */
export interface TaskNewsOptions {
  /** Files that grow are news too. Default: false. */
  files?: boolean;
  /** Seconds between looks at the tasks of such a hub. Default: `poll_interval` of the configuration. */
  interval?: number;
  /** Seconds between looks at the files, where those are looked at more often. Default: `interval`. */
  fileInterval?: number;
  /** Tell nobody why the tasks wait. Default: false. */
  quiet?: boolean;
}

/** Says when something has happened to tasks or to what is below them, and tells why they wait when nothing does. */
export class TaskNews {
  private readonly waiter: Waiter;
  private readonly teller: ReasonTeller | undefined;
  private readonly interval: number;
  private readonly files: boolean;
  private lookedAt = performance.now();
  private seen = '';
  private states = '';

  constructor(
    context: Pick<CommandContext, 'hub' | 'settings' | 'warn' | 'interrupted'>,
    private readonly ids: readonly number[],
    options: TaskNewsOptions = {},
  ) {
    const { hub, settings, interrupted } = context;
    const { files = false, interval = settings.pollInterval, fileInterval = interval } = options;
    this.files = files;
    this.interval = interval;
    this.waiter = new Waiter(hub, files ? Math.min(interval, fileInterval) : interval, interrupted);
    if (!options.quiet) this.teller = new ReasonTeller(context);
  }

  /** Comes before the first look at the tasks: what happens from now on is not missed. */
  async begin(): Promise<void> {
    const trees = await this.waiter.ask(this.question(), 0);
    if (trees) this.learn(trees);
  }

  /** Returns when there may be something new, and whether that may be about tasks and not about files alone. */
  async next(): Promise<{ tasks: boolean }> {
    const trees = await this.waiter.wait({ ...this.question(), longest: this.teller?.patience });
    const changed = trees && this.learn(trees);
    const now = performance.now();
    // A hub that says nothing is polled. Timers may be early by a little.
    const tasks = changed ?? now - this.lookedAt >= this.interval * 990;
    if (tasks) this.lookedAt = now;
    if (changed) this.teller?.changed();
    else await this.teller?.look(this.ids);
    return { tasks };
  }

  /** Keeps what was seen, and says whether it differs from before in more than files. */
  private learn({ seen, tasks }: TaskTrees): boolean {
    const before = this.states;
    this.seen = seen;
    this.states = JSON.stringify(tasks.map(({ id, state, host_id: host }) => [id, state, host]));
    return this.states !== before;
  }

  private question(): Wait<TaskTrees | null> {
    const { files, seen } = this;
    const ids = [...this.ids];
    return { call: (timeout) => hubCall('watchTaskTrees', { task_ids: ids, files, seen, timeout }) };
  }
}
