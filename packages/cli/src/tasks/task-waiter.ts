import { isFault } from '@kojikit/protocol';
import { sleep } from '../lib/sleep.js';
import type { HubSession } from '../session/hub-session.js';

/** Seconds of the first wait; each later one is twice as long, up to the interval of polling. */
const FIRST_WAIT = 0.5;

/**
 * Spends the time between two looks at a task. A hub that has `waitTask` says when the task has ended, so that nobody
 * waits longer than the task; other hubs are polled in the interval that is configured, as Koji's client does.
 */
export class TaskWaiter {
  private hubWaits = true;
  private seconds = FIRST_WAIT;

  /** @param interval seconds between looks at a hub that cannot wait, and the longest wait elsewhere */
  constructor(
    private readonly hub: Pick<HubSession, 'call'>,
    private readonly interval: number,
    private readonly interrupted: AbortSignal,
  ) {}

  /** Returns when the task has ended, when it is time to look again, or when the signal is aborted. */
  async wait(taskId: number): Promise<void> {
    if (this.hubWaits && (await this.waitAtHub(taskId))) return;
    await sleep(this.interval * 1000, this.interrupted);
  }

  /** Whether the hub has done the waiting. */
  private async waitAtHub(taskId: number): Promise<boolean> {
    const seconds = Math.min(this.seconds, this.interval);
    this.seconds *= 2;
    const stopped = new AbortController();
    try {
      await Promise.race([
        this.hub.call('waitTask', [taskId, seconds]),
        // An answer that never comes must not hold the command longer than polling would.
        sleep((seconds + this.interval) * 1000, AbortSignal.any([this.interrupted, stopped.signal])),
      ]);
      return true;
    } catch (error) {
      if (!isFault(error, 'GenericError')) throw error;
      this.hubWaits = false;
      return false;
    } finally {
      stopped.abort();
    }
  }
}
