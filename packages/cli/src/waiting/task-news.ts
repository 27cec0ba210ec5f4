import type { CommandContext } from '../command.js';
import { Waiter, type Wait } from './waiter.js';

interface TaskTrees {
  seen: string;
  tasks: Array<{ id: number; state: number; host_id: number | null }>;
}

/** What is waited for, and how a hub is polled that cannot wait. */
export interface TaskNewsOptions {
  /** Files that grow are news too. Default: false. */
  files?: boolean;
  /** Seconds between looks at the tasks of such a hub. Default: `poll_interval` of the configuration. */
  interval?: number;
  /** Seconds between looks at the files, where those are looked at more often. Default: `interval`. */
  fileInterval?: number;
}

/** Says when something has happened to tasks or to what is below them. */
export class TaskNews {
  private readonly waiter: Waiter;
  private readonly interval: number;
  private readonly files: boolean;
  private lookedAt = performance.now();
  private seen = '';
  private states = '';

  constructor(
    { hub, settings, interrupted }: Pick<CommandContext, 'hub' | 'settings' | 'interrupted'>,
    private readonly ids: readonly number[],
    { files = false, interval = settings.pollInterval, fileInterval = interval }: TaskNewsOptions = {},
  ) {
    this.files = files;
    this.interval = interval;
    this.waiter = new Waiter(hub, files ? Math.min(interval, fileInterval) : interval, interrupted);
  }

  /** Comes before the first look at the tasks: what happens from now on is not missed. */
  async begin(): Promise<void> {
    const trees = await this.waiter.ask(this.question(), 0);
    if (trees) this.learn(trees);
  }

  /** Returns when there may be something new, and whether that may be about tasks and not about files alone. */
  async next(): Promise<{ tasks: boolean }> {
    const trees = await this.waiter.wait(this.question());
    const now = performance.now();
    // A hub that says nothing is polled. Timers may be early by a little.
    const tasks = trees ? this.learn(trees) : now - this.lookedAt >= this.interval * 990;
    if (tasks) this.lookedAt = now;
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
    return { method: 'watchTaskTrees', params: [this.ids, this.files, this.seen] };
  }
}
