import { BUILDROOT_STATES, TASK_STATES } from '@kojikit/protocol';
import type { Backend, LocalRoot } from '../backends/backend.js';
import type { Leases } from '../buildroot/leases.js';
import { planCleanup } from '../buildroot/plan-cleanup.js';
import type { CleanupRules, RetiredBuildroot } from '../buildroot/plan-cleanup.js';
import type { TaskHub } from '../hub/task-hub.js';
import type { Log } from '../tasks/log.js';

export interface BuildrootKeeping {
  readonly hub: TaskHub;
  readonly hostId: number;
  readonly backend: Backend;
  readonly leases: Leases;
  readonly log: Log;
  isRunning(taskId: number): boolean;
  rules(): Promise<CleanupRules>;
}

const ACTIVE = [BUILDROOT_STATES.INIT, BUILDROOT_STATES.WAITING, BUILDROOT_STATES.BUILDING];
const UNFINISHED = new Set<number>([TASK_STATES.FREE, TASK_STATES.OPEN, TASK_STATES.ASSIGNED]);

/** Keeps the hub's list of buildroots and those on disk in step. */
export class BuildrootKeeper {
  /** What the hub said of retired buildroots: it does not change any more. */
  private readonly retired = new Map<number, RetiredBuildroot>();
  private readonly cleared = new Set<number>();
  private readonly expired = new Set<number>();
  private cleaning: Promise<void> | undefined;

  constructor(private readonly keeping: BuildrootKeeping) {}

  /** Expires buildroots whose task is not at work here, and begins to clean up what is old. */
  async update(): Promise<void> {
    const { hub, hostId, backend, log } = this.keeping;
    const active = await hub.call('listBuildroots', { hostID: hostId, state: ACTIVE });
    for (const row of active) {
      if (row.task_id !== null && this.keeping.isRunning(row.task_id)) continue;
      log.info(`Expiring buildroot: ${row.id}/${row.tag_name}/${row.arch}`);
      this.expired.add(row.id);
      await hub.call('host.setBuildRootState', { brootid: row.id, state: BUILDROOT_STATES.EXPIRED });
    }
    const activeIds = new Set(active.map(({ id }) => id));
    const local = (await backend.list()).filter(({ buildrootId }) => !activeIds.has(buildrootId));
    await this.ask(local.map(({ buildrootId }) => buildrootId).filter((id) => !this.retired.has(id)));
    // Removing a large root takes long: the daemon goes on meanwhile.
    this.cleaning ??= this.clean(local)
      .catch((error: unknown) => log.error(`cleaning up buildroots: ${String(error)}`))
      .finally(() => (this.cleaning = undefined));
  }

  /** Waits for a clean-up that has begun. */
  async settled(): Promise<void> {
    await this.cleaning;
  }

  /**
   * Removes the roots of these tasks and those that were expired here, whatever the rules say. What is still in use stays,
   * with a warning.
   */
  async removeAtOnce(taskIds: ReadonlySet<number>): Promise<void> {
    await this.settled();
    const { hub, backend } = this.keeping;
    const local = await backend.list();
    if (local.length === 0) return;
    const rows = await hub.call('listBuildroots', {
      buildrootID: local.map(({ buildrootId }) => buildrootId),
    });
    const isOurs = ({ id, task_id: task }: (typeof rows)[number]): boolean =>
      this.expired.has(id) || (task !== null && taskIds.has(task));
    const ours = new Set(rows.filter(isOurs).map(({ id }) => id));
    for (const root of local) if (ours.has(root.buildrootId)) await this.apply('remove', root);
  }

  private async ask(ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    const { hub } = this.keeping;
    const rows = await hub.call('listBuildroots', { buildrootID: [...ids] });
    const taskIds = rows.flatMap(({ task_id: id }) => (id === null ? [] : [id]));
    const tasks = await hub.call('getTaskInfo', { task_id: taskIds });
    const states = new Map(tasks.flatMap((task) => (task ? [[task.id, task.state] as const] : [])));
    for (const row of rows) {
      if (row.retire_ts === null) continue;
      const taskState = row.task_id === null ? undefined : states.get(row.task_id);
      // A task that is not over may still fail, and its root be kept for that.
      if (taskState !== undefined && UNFINISHED.has(taskState)) continue;
      this.retired.set(row.id, { retired: Number(row.retire_ts), taskState });
    }
  }

  private async clean(local: readonly LocalRoot[]): Promise<void> {
    const rules = await this.keeping.rules();
    for (const root of local) {
      const id = root.buildrootId;
      const step = planCleanup(root, this.retired.get(id), rules, Date.now() / 1000);
      if (step === 'keep' || this.keeping.leases.isHeld(root.name)) continue;
      if (step === 'remove' || !this.cleared.has(id)) await this.apply(step, root);
    }
  }

  private async apply(step: 'clear' | 'remove', root: LocalRoot): Promise<void> {
    const { backend, leases, log } = this.keeping;
    if (leases.isHeld(root.name)) return log.warn(`${root.name} is in use and stays`);
    const release = leases.take(root.name);
    try {
      log.info(`${step === 'clear' ? 'Clearing' : 'Removing'} buildroot: ${root.name}`);
      await (step === 'clear' ? backend.clear(root) : backend.remove(root));
      if (step === 'clear') this.cleared.add(root.buildrootId);
      else this.forget(root.buildrootId);
    } catch (error) {
      log.warn(`${root.name}: ${String(error)}`);
    } finally {
      release();
    }
  }

  private forget(id: number): void {
    this.cleared.delete(id);
    this.retired.delete(id);
  }
}
