import { isFinished, stateName, TASK_STATES, type Task } from '@kojikit/protocol';
import type { RunningTask } from '../tasks/running-task.js';
import type { Log } from '../tasks/log.js';
import { StartError } from './connect.js';
import type { Look } from './look.js';
import type { OneTaskOutcome } from './one-task-outcome.js';
import type { TaskManager } from './task-manager.js';
import type { BuildrootKeeper } from './update-buildroots.js';

/** A daemon that takes one task and ends with it. */
export interface OneTaskOptions {
  /** Seconds to wait for a task, and for the hub; default: as long as it takes. */
  readonly wait?: number | undefined;
  /** Id of the only task to take; default: what the hub assigns. */
  readonly task?: number | undefined;
}

export interface OneTaskParts {
  readonly manager: TaskManager;
  readonly keeper: BuildrootKeeper;
  readonly hostId: number;
  readonly log: Log;
  /** The only task to take. */
  readonly wanted: number | undefined;
  /** Why this host takes no task now. */
  notReady(): Promise<string | undefined>;
  /** Whether the daemon was told to end. */
  isStopping(): boolean;
  /** Whether there is no time left to wait for a task. */
  isWaitOver(): boolean;
  /** Told once, when the task is taken. */
  onTaken(): void;
}

/** Told to the hub, so that it assigns no second task. */
const MAX_JOBS = 1;
/** Seconds between two looks while the task is at work, and for which other builders may take its subtasks first. */
const GRACE = 2;

/** Takes one task, and those below it that nobody else does. */
export class OneTask {
  private task: RunningTask | undefined;
  /** When a subtask was first seen to be free. */
  private readonly free = new Map<number, number>();
  private readonly unfit = new Set<number>();
  private serves:
    { readonly arches: ReadonlySet<string>; readonly channels: ReadonlySet<number> } | undefined;
  private told = false;

  constructor(private readonly parts: OneTaskParts) {}

  /** What became of the task so far; one that is still at work counts as left. */
  get outcome(): OneTaskOutcome {
    return this.task ? `task ${this.task.outcome ?? 'left'}` : 'no task';
  }

  /** Looks at the hub once. Throws StartError when the wanted task is none for this host. */
  async look(): Promise<Look> {
    const { manager, keeper } = this.parts;
    if (!this.task) await keeper.update();
    const changed = await manager.update();
    return this.task ? this.follow(this.task, changed) : this.seek();
  }

  /** Gives back what the hub has assigned beyond the one task. */
  async refuseOthers(): Promise<void> {
    const { manager, log } = this.parts;
    for (const { id } of await manager.assigned()) {
      if (manager.isRunning(id)) continue;
      log.info(`giving back task ${id}: this builder takes one task`);
      await manager.refuse(id, 'this builder takes one task', { soft: true });
    }
  }

  private async seek(): Promise<Look> {
    const { manager, log, wanted, isWaitOver } = this.parts;
    const over = isWaitOver();
    const reason = over ? undefined : await this.parts.notReady();
    await manager.checkIn(!over && reason === undefined && wanted === undefined, MAX_JOBS);
    if (reason !== undefined) {
      log.info(`Not ready for task: ${reason}`);
      return { taken: false, useful: false };
    }
    const outcome = wanted === undefined ? await this.takeAssigned() : await this.takeWanted(wanted);
    if (this.task) {
      this.parts.onTaken();
      await this.refuseOthers();
      return { taken: true, useful: true };
    }
    const none = over ? ('no task' as const) : outcome;
    return { taken: false, useful: false, ...(none && { outcome: none }) };
  }

  private async takeAssigned(): Promise<undefined> {
    const { manager, isStopping } = this.parts;
    const rows = await manager.assigned();
    if (rows.length === 0) return;
    // Told before the work begins: the hub must not assign another one the moment that it ends.
    await manager.checkIn(false, MAX_JOBS);
    this.task = await manager.takeNext(() => !isStopping(), rows);
  }

  private async takeWanted(id: number): Promise<'no task' | undefined> {
    const { manager, hostId, log } = this.parts;
    const info = await manager.hub.call('getTaskInfo', { task_id: id });
    if (!info) throw new StartError(`There is no task ${id}`);
    if (isFinished(info.state)) {
      log.warn(`Task ${id} has ended already: it is ${stateName(TASK_STATES, info.state)}`);
      return 'no task';
    }
    const isFree = info.state === TASK_STATES.FREE;
    if (!isFree && (info.state !== TASK_STATES.ASSIGNED || info.host_id !== hostId)) {
      if (!this.told) log.info(`Task ${id} is with another builder: waiting until it is free`);
      this.told = true;
      return undefined;
    }
    const obstacle = isFree ? await this.obstacle(info) : undefined;
    if (obstacle !== undefined) throw new StartError(`Task ${id} is none for this host: ${obstacle}`);
    this.task = await manager.take(info, async (reason) => {
      if (!isFree) await manager.refuse(id, reason, { soft: false });
      throw new StartError(`This builder cannot do task ${id} (${info.method}): ${reason}`);
    });
    return undefined;
  }

  private async follow(task: RunningTask, changed: boolean): Promise<Look> {
    if (task.isDone) return { taken: false, useful: true, outcome: this.outcome };
    const { manager } = this.parts;
    await manager.checkIn(false, MAX_JOBS);
    const mayTake = manager.isWaiting(task.id) && (await this.parts.notReady()) === undefined;
    const taken = mayTake && (await this.takeSubtask(task.id));
    return { taken, useful: changed, longest: GRACE };
  }

  /* A task that waits for subtasks that nobody takes would never end, and this host has nothing else to do. */
  private async takeSubtask(id: number): Promise<boolean> {
    const { manager, log } = this.parts;
    const tree = await manager.hub.call('getTaskDescendents', { task_id: id });
    for (const row of Object.values(tree).flat()) {
      if (row.state !== TASK_STATES.FREE) {
        this.free.delete(row.id);
        continue;
      }
      const since = this.free.get(row.id);
      if (since === undefined) this.free.set(row.id, performance.now());
      else if (performance.now() - since >= GRACE * 1000 && !this.unfit.has(row.id)) {
        const misfit = (reason: string): void => {
          this.unfit.add(row.id);
          log.info(`leaving subtask ${row.id} (${row.method}) to other builders: ${reason}`);
        };
        const obstacle = await this.obstacle(row);
        if (obstacle !== undefined) misfit(obstacle);
        else if (await manager.take(row, misfit)) return true;
      }
    }
    return false;
  }

  /* The hub opens a free task for whoever asks, so that it is up to the host to keep to its channels and arches. */
  private async obstacle({ channel_id: channel, arch }: Pick<Task, 'channel_id' | 'arch'>) {
    const { hub } = this.parts.manager;
    if (!this.serves) {
      const { arches } = await hub.call('host.getHost');
      const channels = await hub.call('listChannels', { hostID: this.parts.hostId });
      this.serves = {
        arches: new Set([...(arches ?? '').split(/\s+/), 'noarch']),
        channels: new Set(channels.map((one) => one.id)),
      };
    }
    if (!this.serves.arches.has(arch)) return `its arch is ${arch}`;
    return this.serves.channels.has(channel) ? undefined : 'it is in a channel that the host is not in';
  }
}
