import { join } from 'node:path';
import { isFault, makeFolder } from '@kojikit/protocol';
import type { Backend } from '../backends/backend.js';
import { chooseBackend } from '../backends/choose-backend.js';
import { Leases } from '../buildroot/leases.js';
import type { BuilderSettings } from '../config/settings.js';
import { builtinTasks } from '../handlers/builtin-tasks.js';
import type { HubSession } from '../hub/hub-session.js';
import { resourcePrefix } from '../limits/resource-limits.js';
import type { ConfiguredTask } from '../plugins/load-plugins.js';
import { ProcessRecords } from '../process/process-records.js';
import type { Log } from '../tasks/log.js';
import { Wakeup } from '../tasks/wakeup.js';
import { StartError, connectPatiently } from './connect.js';
import type { Look } from './look.js';
import { News } from './news.js';
import { OneTask, type OneTaskOptions } from './one-task.js';
import type { OneTaskOutcome } from './one-task-outcome.js';
import { freeSpaceAt, machineLoad, reasonNotReady } from './readiness.js';
import { TaskManager } from './task-manager.js';
import { BuildrootKeeper } from './update-buildroots.js';

/** What a builder is started with. */
export interface BuilderOptions {
  readonly settings: BuilderSettings;
  /** Tasks of plugins. */
  readonly tasks?: readonly ConfiguredTask[];
  readonly log: Log;
  /** Takes the host's lock from another session; default false. */
  readonly forceLock?: boolean;
  /** Takes one task and ends with it; its build roots go at once. Default: takes tasks until it is stopped. */
  readonly oneTask?: OneTaskOptions;
}

/**
 * Why the daemon ended: it was told to, wants to be started again, or lost its session; with `oneTask`, what became of
 * that task instead.
 */
export type BuilderOutcome = 'stopped' | 'restart' | 'session lost' | OneTaskOutcome;

/** Seconds that a shutdown waits for tasks to clean up. */
const SHUTDOWN_PATIENCE = 20;
/** Seconds after which a daemon that was told to stop no longer waits for the hub. */
const LONGEST_SHUTDOWN = 30;

/** The builder daemon: takes tasks that the hub assigns to this host and does them. */
export class Builder {
  private readonly wakeup = new Wakeup();
  private readonly leases = new Leases();
  /** Fires when there is no use in waiting for a hub that is away. */
  private readonly leaving = new AbortController();
  private stopping = false;
  private restarting = false;
  private waitIsOver = false;
  private session: HubSession | undefined;
  private giveUp: NodeJS.Timeout | undefined;
  private started: (() => void) | undefined;
  /** Resolves when the daemon has checked in for the first time. */
  readonly ready = new Promise<void>((resolve) => (this.started = resolve));

  constructor(private readonly options: BuilderOptions) {}

  /**
   * Ends the daemon: tasks at work are stopped and given back to the hub. A hub that does not answer is given up after
   * half a minute.
   */
  stop(): void {
    if (this.stopping) return;
    this.stopping = true;
    this.leaving.abort();
    this.wakeup.wake();
    clearTimeout(this.giveUp);
    this.giveUp = setTimeout(() => this.session?.close(), LONGEST_SHUTDOWN * 1000).unref();
  }

  /**
   * Ends the daemon with outcome `restart` when no task is at work any more; none is taken until then. One that takes one
   * task ends with it anyway.
   */
  restartWhenIdle(): void {
    if (this.options.oneTask) return;
    this.restarting = true;
    this.leaving.abort();
    this.wakeup.wake();
  }

  /**
   * Runs until the daemon is stopped. A hub that is away at the start is waited for. Throws if the settings, the
   * backend or the login do not allow a start.
   */
  async run(): Promise<BuilderOutcome> {
    const { settings, log } = this.options;
    makeFolder(settings.workdir);
    const backend = await chooseBackend(settings, this.leases, log);
    const patience = this.startPatience();
    let session: HubSession;
    try {
      session = await connectPatiently(settings, this.options.forceLock ?? false, log, this.leaving.signal);
    } catch (error) {
      clearTimeout(this.giveUp);
      clearTimeout(patience);
      if (!this.leaving.signal.aborted) throw error;
      if (this.options.oneTask) return 'no task';
      return this.stopping ? 'stopped' : 'restart';
    }
    this.session = session;
    try {
      return await this.serve(session, backend, () => clearTimeout(patience));
    } finally {
      clearTimeout(patience);
      clearTimeout(this.giveUp);
      session.close();
    }
  }

  /* A hub that does not answer either is given up a while after. */
  private startPatience(): NodeJS.Timeout | undefined {
    const { wait } = this.options.oneTask ?? {};
    if (wait === undefined) return undefined;
    return setTimeout(() => {
      this.waitIsOver = true;
      if (!this.session) this.leaving.abort();
      this.wakeup.wake();
      this.giveUp ??= setTimeout(() => {
        this.stop();
        this.session?.close();
      }, LONGEST_SHUTDOWN * 1000).unref();
    }, wait * 1000).unref();
  }

  private async serve(
    session: HubSession,
    backend: Backend,
    endPatience: () => void,
  ): Promise<BuilderOutcome> {
    const { settings, log } = this.options;
    const hostId = await session.call('host.getID');
    const info = await session.call('getSessionInfo');
    const records = new ProcessRecords(join(settings.workdir, `kojid-${hostId}`, 'processes'));
    const killed = await records.killLeftovers();
    if (killed.length > 0) log.warn(`killed what an earlier daemon left running: ${killed.join(', ')}`);
    await backend.releaseMounts();

    const control = {
      hostId,
      startTime: Number(info?.start_ts),
      requestRestart: () => this.restartWhenIdle(),
      requestShutdown: () => this.stop(),
    };
    const manager = new TaskManager({
      hub: session,
      hostId,
      log,
      tasks: [...builtinTasks(control), ...(this.options.tasks ?? [])],
      services: {
        settings,
        backend,
        records,
        leases: this.leases,
        log,
        resourcePrefix: await resourcePrefix(settings.limits, log),
      },
      wakeup: this.wakeup,
    });
    const keeper = new BuildrootKeeper({
      hub: session,
      hostId,
      backend,
      leases: this.leases,
      log,
      isRunning: (id) => manager.isRunning(id),
      rules: async () => ({
        basicDelay: settings.buildroot_basic_cleanup_delay,
        finalDelay: settings.buildroot_final_cleanup_delay,
        failedLifetime: settings.failed_buildroot_lifetime,
        canceledLifetime: settings.canceled_buildroot_lifetime,
        enoughSpace: (await freeSpaceAt(settings.mockdir)) >= settings.minspace,
      }),
    });
    const news = new News(session, this.wakeup, settings.sleeptime, log);
    const oneTask = this.options.oneTask && this.takeOne(manager, keeper, hostId, endPatience);
    let outcome: BuilderOutcome;
    try {
      outcome = await this.loop(news, (last) => oneTask?.look() ?? this.look(manager, keeper, last));
    } finally {
      news.close();
      await this.shutDown(session, manager, keeper, oneTask);
    }
    return outcome === 'session lost' ? outcome : (oneTask?.outcome ?? outcome);
  }

  private takeOne(manager: TaskManager, keeper: BuildrootKeeper, hostId: number, endPatience: () => void) {
    return new OneTask({
      manager,
      keeper,
      hostId,
      log: this.options.log,
      wanted: this.options.oneTask?.task,
      notReady: () => this.reasonNotReady(manager),
      isStopping: () => this.stopping,
      isWaitOver: () => this.waitIsOver,
      onTaken: () => {
        endPatience();
        if (this.waitIsOver && !this.stopping) clearTimeout(this.giveUp);
      },
    });
  }

  private async loop(news: News, look: (last: Look) => Promise<Look>): Promise<BuilderOutcome> {
    const { log } = this.options;
    let last: Look = { taken: false, useful: true };
    let announced = false;
    while (!this.stopping) {
      try {
        last = await look(last);
        if (last.outcome !== undefined) return last.outcome;
        if (!announced) log.info(`Taking tasks of ${this.options.settings.server}`);
        announced = true;
        this.started?.();
      } catch (error) {
        if (error instanceof StartError) throw error;
        if (isFault(error, 'AuthExpired') || (isFault(error, 'AuthError') && !isFault(error, 'RetryError'))) {
          log.error(`session lost: ${String(error)}`);
          return 'session lost';
        }
        log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
        last = { taken: false, useful: false };
      }
      if (!last.taken && !this.stopping) await news.wait(last.useful, last.longest);
    }
    return 'stopped';
  }

  private async look(manager: TaskManager, keeper: BuildrootKeeper, last: Look): Promise<Look> {
    if (!last.taken) await keeper.update();
    const changed = await manager.update();
    if (this.restarting && manager.count === 0) return { taken: false, useful: true, outcome: 'restart' };
    const taken = await this.checkIn(manager);
    return { taken, useful: taken || last.taken || changed };
  }

  private async reasonNotReady(manager: TaskManager): Promise<string | undefined> {
    const { settings } = this.options;
    const host = await manager.hub.call('host.getHost');
    return reasonNotReady({
      enabled: host.enabled,
      capacity: Number(host.capacity),
      taskLoad: manager.load,
      taskCount: manager.count,
      maxjobs: settings.maxjobs,
      mockdir: settings.mockdir,
      freeSpace: await freeSpaceAt(settings.mockdir),
      minspace: settings.minspace,
      maxload: settings.maxload,
      restartPending: this.restarting,
      ...machineLoad(),
    });
  }

  /** Tells the hub how this host is doing and takes at most one task. */
  private async checkIn(manager: TaskManager): Promise<boolean> {
    const { settings, log } = this.options;
    const reason = await this.reasonNotReady(manager);
    await manager.checkIn(reason === undefined, settings.maxjobs);
    if (reason !== undefined) {
      log.info(`Not ready for task: ${reason}`);
      return false;
    }
    return (await manager.takeNext(() => !this.restarting && !this.stopping)) !== undefined;
  }

  private async shutDown(
    session: HubSession,
    manager: TaskManager,
    keeper: BuildrootKeeper,
    oneTask: OneTask | undefined,
  ): Promise<void> {
    const { log } = this.options;
    log.info('Shutting down');
    try {
      await manager.shutDown(SHUTDOWN_PATIENCE);
      await keeper.settled();
      await oneTask?.refuseOthers();
      if (oneTask) await keeper.removeAtOnce(manager.taken);
      await session.logout();
    } catch (error) {
      log.warn(`shutting down: ${String(error)}`);
    }
  }
}
