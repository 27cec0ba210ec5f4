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
import { connectPatiently } from './connect.js';
import { News } from './news.js';
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
}

/** Why the daemon ended: it was told to, wants to be started again, or lost its session. */
export type BuilderOutcome = 'stopped' | 'restart' | 'session lost';

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
    this.giveUp = setTimeout(() => this.session?.close(), LONGEST_SHUTDOWN * 1000).unref();
  }

  /** Ends the daemon with outcome `restart` when no task is at work any more; none is taken until then. */
  restartWhenIdle(): void {
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
    let session: HubSession;
    try {
      session = await connectPatiently(settings, this.options.forceLock ?? false, log, this.leaving.signal);
    } catch (error) {
      clearTimeout(this.giveUp);
      if (this.leaving.signal.aborted) return this.stopping ? 'stopped' : 'restart';
      throw error;
    }
    this.session = session;
    try {
      return await this.serve(session, backend);
    } finally {
      clearTimeout(this.giveUp);
      session.close();
    }
  }

  private async serve(session: HubSession, backend: Backend): Promise<BuilderOutcome> {
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
    try {
      return await this.loop(manager, keeper, news);
    } finally {
      news.close();
      await this.shutDown(session, manager, keeper);
    }
  }

  private async loop(manager: TaskManager, keeper: BuildrootKeeper, news: News): Promise<BuilderOutcome> {
    const { log } = this.options;
    let taken = false;
    let useful = true;
    let announced = false;
    while (!this.stopping) {
      try {
        if (!taken) await keeper.update();
        const changed = await manager.update();
        if (this.restarting && manager.count === 0) return 'restart';
        const wasTaken: boolean = taken;
        taken = await this.checkIn(manager);
        useful = taken || wasTaken || changed;
        if (!announced) log.info(`Taking tasks of ${this.options.settings.server}`);
        announced = true;
        this.started?.();
      } catch (error) {
        if (isFault(error, 'AuthExpired') || (isFault(error, 'AuthError') && !isFault(error, 'RetryError'))) {
          log.error(`session lost: ${String(error)}`);
          return 'session lost';
        }
        log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
        taken = false;
        useful = false;
      }
      if (!taken && !this.stopping) await news.wait(useful);
    }
    return 'stopped';
  }

  /** Tells the hub how this host is doing and takes at most one task. */
  private async checkIn(manager: TaskManager): Promise<boolean> {
    const { settings, log } = this.options;
    const host = await manager.hub.call('host.getHost');
    const reason = reasonNotReady({
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
    await manager.checkIn(reason === undefined, settings.maxjobs);
    if (reason !== undefined) {
      log.info(`Not ready for task: ${reason}`);
      return false;
    }
    return manager.takeNext(() => !this.restarting && !this.stopping);
  }

  private async shutDown(session: HubSession, manager: TaskManager, keeper: BuildrootKeeper): Promise<void> {
    const { log } = this.options;
    log.info('Shutting down');
    try {
      await manager.shutDown(SHUTDOWN_PATIENCE);
      await keeper.settled();
      await session.logout();
    } catch (error) {
      log.warn(`shutting down: ${String(error)}`);
    }
  }
}
