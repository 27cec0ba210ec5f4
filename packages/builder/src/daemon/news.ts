import { isFault } from '@kojikit/protocol';
import type { HubSession } from '../hub/hub-session.js';
import type { Log } from '../tasks/log.js';
import type { Wakeup } from '../tasks/wakeup.js';

/** Seconds of the first pause after news that led to nothing. */
const FIRST_PAUSE = 0.25;

/**
 * Tells the daemon when to look at the hub again. Our hub has `host.waitTasks`, which answers when there is something
 * for this host; Koji's hub has not, and is looked at every `sleeptime` seconds. A task of this daemon that ends is
 * news on both.
 */
export class News {
  private waitSession: HubSession | undefined;
  private polls = false;
  private question: Promise<void> | undefined;
  private pause = FIRST_PAUSE;

  constructor(
    private readonly session: HubSession,
    private readonly local: Wakeup,
    private readonly sleeptime: number,
    private readonly log: Log,
  ) {}

  /**
   * Waits for news, at most `sleeptime` seconds.
   * @param usedLast Whether the last news led to something. If not, the hub may be telling of a task that this host
   *   cannot take: the next question then waits a little, longer each time.
   */
  async wait(usedLast: boolean): Promise<void> {
    if (!this.polls) await this.findOut();
    if (this.polls) return this.local.wait(undefined, this.sleeptime * 1000);
    this.pause = usedLast ? FIRST_PAUSE : Math.min(this.pause * 2, this.sleeptime);
    if (!this.question) this.question = this.ask(usedLast ? 0 : this.pause);
    await this.local.wait(undefined, this.sleeptime * 1000);
  }

  close(): void {
    this.waitSession?.close();
    this.local.wake();
  }

  /** A question outlives the wait that began it: there is never more than one on the way. */
  private async ask(delay: number): Promise<void> {
    try {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay * 1000).unref());
      if (await this.waitSession?.call<boolean>('host.waitTasks', [this.sleeptime])) this.local.wake();
    } catch (error) {
      this.log.debug(`waiting for news: ${String(error)}`);
      this.waitSession?.close();
      this.waitSession = undefined;
    } finally {
      this.question = undefined;
    }
  }

  private async findOut(): Promise<void> {
    if (this.waitSession) return;
    try {
      await this.session.call('host.waitTasks', [0]);
      // A session of its own: calls of one session go one after the other, and this one lasts.
      this.waitSession = await this.session.subsession();
    } catch (error) {
      if (
        !isFault(error, 'GenericError') &&
        !(error instanceof Error && /Invalid method/.test(error.message))
      )
        throw error;
      this.polls = true;
      this.log.info(`the hub cannot tell of news; it is asked every ${this.sleeptime} seconds`);
    }
  }
}
