import { isFault } from '@kojikit/protocol';
import type { HubSession } from '../hub/hub-session.js';
import type { Log } from '../tasks/log.js';
import { Wakeup } from '../tasks/wakeup.js';

/** Seconds of the first pause after news that led to nothing. */
const FIRST_PAUSE = 0.25;

/**
 * Tells the daemon when to look at the hub again. Our hub has `host.waitTasks`, which answers when there is something
 * for this host; Koji's hub has not, and is looked at every `sleeptime` seconds. A task of this daemon that ends is
 * news on both.
 */
export class News {
  private session: HubSession | undefined;
  private readonly heard = new Wakeup();
  private readonly closed = new AbortController();
  private polls = false;
  private told = false;
  private pause = 0;

  constructor(
    private readonly main: HubSession,
    private readonly local: Wakeup,
    private readonly sleeptime: number,
    private readonly log: Log,
  ) {}

  /**
   * Waits for news, at most `sleeptime` seconds.
   * @param useful Whether the last look at the hub led to anything. If the hub had told of news and it did not, the hub
   *   may mean a task that this host cannot take: the next question then waits a little, longer each time.
   * @param longest Seconds after which the wait ends at the latest, when that is sooner.
   */
  async wait(useful: boolean, longest = this.sleeptime): Promise<void> {
    if (!this.polls && !this.session) await this.findOut();
    if (this.told) {
      this.told = false;
      this.pause = useful ? 0 : Math.min(this.pause * 2 || FIRST_PAUSE, this.sleeptime);
      this.heard.wake();
    }
    await this.local.wait(undefined, Math.min(longest, this.sleeptime) * 1000);
  }

  close(): void {
    this.closed.abort();
    this.heard.wake();
    this.session?.close();
  }

  /** There is always one question on the way, so that no news falls between two. */
  private async listen(session: HubSession): Promise<void> {
    const { signal } = this.closed;
    try {
      while (!signal.aborted) {
        if (!(await session.call('host.waitTasks', { timeout: this.sleeptime }))) continue;
        this.told = true;
        this.local.wake();
        await this.heard.wait(signal);
        await new Wakeup().wait(signal, this.pause * 1000);
      }
    } catch (error) {
      if (!signal.aborted) this.log.warn(`waiting for news: ${String(error)}`);
    } finally {
      session.close();
      this.session = undefined;
    }
  }

  private async findOut(): Promise<void> {
    try {
      await this.main.call('host.waitTasks', { timeout: 0 });
      // A session of its own: calls of one session go one after the other, and this one lasts.
      this.session = await this.main.subsession();
      void this.listen(this.session);
    } catch (error) {
      if (isFault(error, 'GenericError') && error.message.includes('Invalid method')) {
        this.polls = true;
        this.log.info(`the hub cannot tell of news; it is asked every ${this.sleeptime} seconds`);
      } else this.log.warn(`asking for news: ${String(error)}`);
    }
  }
}
