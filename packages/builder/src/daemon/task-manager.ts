import { setTimeout as pause } from 'node:timers/promises';
import { double, isFault, stateName, TASK_STATES, type AssignedTask } from '@kojikit/protocol';
import type { HubSession } from '../hub/hub-session.js';
import type { ConfiguredTask } from '../plugins/load-plugins.js';
import { bindArguments } from '../tasks/bind-arguments.js';
import type { Log } from '../tasks/log.js';
import { runTask } from '../tasks/run-task.js';
import { RunningTask } from '../tasks/running-task.js';
import type { TaskServices } from '../tasks/task-context.js';
import type { Wakeup } from '../tasks/wakeup.js';

export interface TaskManagerParts {
  readonly hub: HubSession;
  readonly hostId: number;
  readonly tasks: readonly ConfiguredTask[];
  readonly services: TaskServices;
  readonly log: Log;
  /** Woken when a task ends. */
  readonly wakeup: Wakeup;
}

const DEFAULT_WEIGHT = 1;

/** A task that may be taken. */
export type TakeableTask = Pick<AssignedTask, 'id' | 'method'>;
/** What is done about a task that this daemon cannot do; the text says why. */
type Misfit = (reason: string) => Promise<void> | void;

/** The tasks at work on this host: takes them, wakes them, stops them, and gives them back. */
export class TaskManager {
  readonly hub: HubSession;
  private readonly kinds: ReadonlyMap<string, ConfiguredTask>;
  private readonly running = new Map<number, RunningTask>();
  private readonly waiting = new Set<number>();
  private readonly everTaken = new Set<number>();
  private currentLoad = 0;

  /** Throws if two plugins bring a task of one name. */
  constructor(private readonly parts: TaskManagerParts) {
    this.hub = parts.hub;
    const kinds = new Map<string, ConfiguredTask>();
    for (const kind of parts.tasks) {
      const other = kinds.get(kind.definition.method);
      if (other)
        throw new Error(
          `the task ${kind.definition.method} comes from ${other.plugin} and from ${kind.plugin}`,
        );
      kinds.set(kind.definition.method, kind);
    }
    this.kinds = kinds;
  }

  /** Weight of the tasks at work; those that wait for subtasks weigh nothing. */
  get load(): number {
    return this.currentLoad;
  }

  get count(): number {
    return this.running.size;
  }

  /** Ids of all tasks that this daemon has taken so far. */
  get taken(): ReadonlySet<number> {
    return this.everTaken;
  }

  /** Whether a task at work waits for subtasks, as of the last look at the hub. */
  isWaiting(id: number): boolean {
    return this.waiting.has(id);
  }

  isRunning(id: number): boolean {
    return this.running.has(id);
  }

  /**
   * Compares the tasks at work with those that the hub counts as ours: wakes, stops and frees.
   * @returns Whether anything had changed.
   */
  async update(): Promise<boolean> {
    const { hub, log } = this.parts;
    const open = await hub.call('host.getHostTasks');
    const ids = new Set(open.map(({ id }) => id));
    let changed = false;
    const stale: number[] = [];
    this.currentLoad = 0;
    this.waiting.clear();
    for (const row of open) {
      const task = this.running.get(row.id);
      if (!task) {
        stale.push(row.id);
        continue;
      }
      if (row.alert) {
        changed = true;
        task.wakeup.wake();
      }
      if (row.waiting) this.waiting.add(row.id);
      else this.currentLoad += Number(row.weight);
    }
    if (stale.length > 0) {
      // Open on this host but not at work: left by a daemon that did not end well.
      log.info(`freeing stale tasks: ${stale.join(', ')}`);
      await hub.call('host.freeTasks', { tasks: stale });
      changed = true;
    }
    for (const task of [...this.running.values()]) {
      if (task.isDone) {
        await this.release(task);
        changed = true;
      } else if (!ids.has(task.id)) changed = (await this.checkLost(task)) || changed;
    }
    return changed;
  }

  /** Tells the hub how loaded this host is and what it can do. */
  async checkIn(ready: boolean, maxjobs: number): Promise<void> {
    await this.hub.call('host.updateHost', {
      task_load: double(this.load),
      ready,
      data: { methods: [...this.kinds.keys()], maxjobs },
    });
  }

  /** The tasks that are assigned to this host, best first. */
  async assigned(): Promise<readonly AssignedTask[]> {
    return this.parts.hub.call('host.getTasks');
  }

  /**
   * Takes one of the tasks that are assigned to this host. Returns it, or nothing if none was taken.
   * @param mayTake Asked once the hub has said which those are: a restart that was asked for meanwhile comes first, and
   * the task that verifies it is among them.
   */
  async takeNext(mayTake: () => boolean, tasks?: readonly AssignedTask[]): Promise<RunningTask | undefined> {
    const { hostId, log } = this.parts;
    for (const row of tasks ?? (await this.assigned())) {
      if (!mayTake()) return undefined;
      if (this.running.has(row.id)) {
        // Given back and assigned to us again: the first run has to end before the second.
        log.info(`Task ${row.id} reassigned`);
      } else if (row.state !== TASK_STATES.ASSIGNED || row.host_id !== hostId) {
        log.error(`task ${row.id} is not assigned to this host`);
      } else {
        const taken = await this.take(row, (reason) => this.refuse(row.id, reason, { soft: false }));
        if (taken) return taken;
      }
    }
    return undefined;
  }

  /** Gives back a task that is assigned to this host. It does not come again, or not for a while if `soft`. */
  async refuse(id: number, msg: string, { soft }: { readonly soft: boolean }): Promise<void> {
    await this.hub.call('host.refuseTask', { task_id: id, soft, msg });
  }

  /** Stops all tasks, waits for their clean-up, and gives them back. */
  async shutDown(patience: number): Promise<void> {
    const tasks = [...this.running.values()];
    for (const task of tasks) task.stop('the builder is shutting down');
    const over = new AbortController();
    await Promise.race([
      Promise.all(tasks.map((task) => task.done())),
      pause(patience * 1000, undefined, { signal: over.signal }).catch(() => undefined),
    ]);
    over.abort();
    await this.hub.call('host.freeTasks', { tasks: tasks.map(({ id }) => id) });
    await this.hub.call('host.updateHost', { task_load: double(0), ready: false });
  }

  /**
   * Takes a task that is assigned to this host, or a free one: the hub opens it for any host that asks. Returns nothing if
   * somebody else has it, or after `misfit` was told that this host cannot do it.
   */
  async take(row: TakeableTask, misfit: Misfit): Promise<RunningTask | undefined> {
    const { hub, log } = this.parts;
    log.info(`Attempting to take task ${row.id}`);
    const kind = this.kinds.get(row.method);
    if (!kind) {
      log.warn(`Refusing task ${row.id}, no handler for ${row.method}`);
      await misfit('no handler for method');
      return undefined;
    }
    const info = await hub.call('getTaskInfo', { task_id: row.id, request: true });
    const request = info?.request;
    if (!request) {
      log.warn(`Task ${row.id} has no request`);
      return undefined;
    }
    if (!(await this.hostFits(kind, request))) {
      log.info(`Skipping task ${row.id} (${row.method}) due to host check`);
      await misfit('failed host check');
      return undefined;
    }
    if ((await hub.call('host.openTask', { task_id: row.id })) === null) {
      log.warn(`Could not open task ${row.id}`);
      return undefined;
    }
    return this.start(row, kind, request);
  }

  private async start(
    row: TakeableTask,
    kind: ConfiguredTask,
    request: readonly unknown[],
  ): Promise<RunningTask | undefined> {
    const { hub, services, wakeup } = this.parts;
    const weight = kind.definition.weight ?? DEFAULT_WEIGHT;
    try {
      await hub.call('host.setTaskWeight', { task_id: row.id, weight: double(weight) });
    } catch (error) {
      if (isFault(error, 'ActionNotAllowed') && (await this.isLost(row.id))) return undefined;
      throw error;
    }
    const task = new RunningTask(row.id, row.method, await hub.subsession());
    this.running.set(row.id, task);
    this.everTaken.add(row.id);
    this.currentLoad += weight;
    task.start(runTask(task, kind, request, services), () => wakeup.wake());
    if (kind.definition.foreground) await task.done();
    return task;
  }

  private async hostFits(kind: ConfiguredTask, request: readonly unknown[]): Promise<boolean> {
    const { definition } = kind;
    if (!definition.checkHost) return true;
    try {
      const params = bindArguments(definition.params, request);
      return await definition.checkHost({ params, host: await this.hub.call('host.getHost'), hub: this.hub });
    } catch (error) {
      this.parts.log.warn(`host check of ${definition.method}: ${String(error)}`);
      return false;
    }
  }

  private async checkLost(task: RunningTask): Promise<boolean> {
    if (task.signal.aborted) return false;
    const info = await this.hub.call('getTaskInfo', { task_id: task.id });
    if (info?.state === TASK_STATES.CANCELED) task.stop('the task was canceled');
    else if (info?.host_id !== this.parts.hostId) task.stop('the task was given to another host');
    else return false;
    this.parts.log.info(`stopping task ${task.id}: it is no longer ours`);
    return true;
  }

  private async isLost(id: number): Promise<boolean> {
    const info = await this.hub.call('getTaskInfo', { task_id: id });
    if (info?.host_id === this.parts.hostId && info.state === TASK_STATES.OPEN) return false;
    this.parts.log.warn(`Task ${id} is ${stateName(TASK_STATES, info?.state ?? -1)} and no longer ours`);
    return true;
  }

  private async release(task: RunningTask): Promise<void> {
    this.running.delete(task.id);
    try {
      await this.hub.call('logoutChild', { session_id: task.session.sessionId });
    } catch (error) {
      this.parts.log.debug(`task ${task.id}: ${String(error)}`);
    }
  }
}
